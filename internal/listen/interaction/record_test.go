package interaction_test

import (
	"context"
	"math"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

func at(days, hours int) time.Time {
	return companytest.Now.AddDate(0, 0, -days).Add(time.Duration(hours) * time.Hour)
}

func email(s string) []customer.Identifier { return []customer.Identifier{{Kind: "email", Value: s}} }

func record(t *testing.T, o *company.Office, drafts ...interaction.Draft) []interaction.Outcome {
	t.Helper()
	var got []interaction.Outcome
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		got, err = interaction.Record(ctx, tx, drafts, interaction.Live)
		return err
	})
	return got
}

func explain(t *testing.T, o *company.Office, id customer.ID) (x impression.Explanation) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		p, err := customer.Find(ctx, tx, id)
		if err != nil {
			return err
		}
		x, err = impression.Explain(ctx, tx, p, tx.Now, 100)
		return err
	})
	return x
}

func check(t *testing.T, o *company.Office) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, _, found, err := impression.Check(ctx, tx, 0, 10_000)
		for _, f := range found {
			t.Errorf("%s: %s", f.CustomerID, f.What)
		}
		return err
	})
}

func TestALateParcelTheComplaintAndTheRecoveryAreOneEpisodeChargedToTheCarrier(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		due := at(9, 0)
		got := record(t, o,
			interaction.Draft{Source: "carrier", SourceRef: "1", OccurredAt: at(5, 0), Channel: interaction.Field, Touchpoint: "delivery.doorstep",
				Contributor: "carrier", Identifiers: email("ada@example.com"), Reference: "order:4711", Outcome: "late", DueAt: &due},
			interaction.Draft{Source: "helpdesk", SourceRef: "1", OccurredAt: at(4, 0), Channel: interaction.Email, Touchpoint: "support.call", Contributor: "support",
				Identifiers: email("Ada@example.com"), Reference: "order:4711", Text: "This is terrible. The parcel came four days late and nobody told me. I am very disappointed."},
			interaction.Draft{Source: "helpdesk", SourceRef: "2", OccurredAt: at(3, 0), Channel: interaction.Email, Touchpoint: "support.call", Contributor: "support",
				Identifiers: email("ada@example.com"), Reference: "order:4711", Resolved: true, Text: "Thank you so much for the quick help, I am very happy now!"},
		)
		id := got[0].CustomerID
		for _, g := range got {
			if g.Status != interaction.Recorded || g.CustomerID != id {
				t.Fatalf("%+v", g)
			}
		}
		x := explain(t, o, id)
		if len(x.Points) != 1 {
			t.Fatalf("%d episodes, want 1", len(x.Points))
		}
		p := x.Points[0]
		if p.Episode.Valence > 0 || p.Episode.Valence < -0.5 {
			t.Errorf("valence %.2f: a failure well recovered comes back towards 0, never beyond", p.Episode.Valence)
		}
		var carrier int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier = d.ContributorID("carrier")
			return err
		})
		for _, i := range p.Impressions {
			if i.Valence < 0 && (len(i.Shares) != 1 || i.Shares[0].ContributorID != carrier) {
				t.Errorf("%s %.2f is charged to %+v, want the carrier", i.Role, i.Valence, i.Shares)
			}
		}
		sum := x.Prior
		for _, p := range x.Points {
			sum += p.Points
		}
		if math.Abs(sum-x.Score) > 1e-9 {
			t.Errorf("prior and parts sum to %v, score %v", sum, x.Score)
		}
		check(t, o)
	})
}

func TestWhatIsSentTwiceIsStoredOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := interaction.Draft{Source: "helpdesk", SourceRef: "7", OccurredAt: at(1, 0), Channel: interaction.Chat, Identifiers: email("ada@example.com"), Text: "Hello"}
		changed := d
		changed.Text = "Hello again"
		first := record(t, o, d, d)
		if first[0].Status != interaction.Recorded || first[1].Status != interaction.Duplicate || first[0].ID != first[1].ID || first[0].CustomerID != first[1].CustomerID {
			t.Errorf("%+v", first)
		}
		second := record(t, o, d, changed)
		if second[0].Status != interaction.Duplicate || second[0].ID != first[0].ID || second[0].Changed {
			t.Errorf("%+v", second[0])
		}
		if second[1].Status != interaction.Duplicate || !second[1].Changed {
			t.Errorf("%+v", second[1])
		}
	})
}

func TestABadRowIsRefusedByFieldAndSpoilsNoOther(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		good := interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone, Identifiers: email("ada@example.com")}
		two := 2.0
		bad := map[string]func(d *interaction.Draft){
			"source":       func(d *interaction.Draft) { d.Source = "Help Desk" },
			"channel":      func(d *interaction.Draft) { d.Channel = "fax" },
			"occurred_at":  func(d *interaction.Draft) { d.OccurredAt = companytest.Now.Add(25 * time.Hour) },
			"identifiers":  func(d *interaction.Draft) { d.Identifiers = []customer.Identifier{{Kind: "phone", Value: "abc"}} },
			"contributor":  func(d *interaction.Draft) { d.Contributor = "nobody" },
			"asked":        func(d *interaction.Draft) { d.Asked = &two },
			"text":         func(d *interaction.Draft) { d.Text = "a\x00b" },
			"wait_seconds": func(d *interaction.Draft) { d.WaitSeconds = -1 },
			"outcome":      func(d *interaction.Draft) { d.Outcome = "On Time!" },
		}
		for field, spoil := range bad {
			d := good
			spoil(&d)
			got := record(t, o, good, d, good)
			if got[0].Status != interaction.Recorded || got[2].Status != interaction.Recorded {
				t.Errorf("%s: good rows %+v", field, got)
			}
			if p := problem.Of(got[1].Problem); got[1].Status != interaction.Refused || p == nil || p.Field != field {
				t.Errorf("%s: %+v", field, got[1])
			}
		}
	})
}

func TestAVoidedInteractionLeavesNothing(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		v := -0.8
		got := record(t, o, interaction.Draft{Source: "reception", OccurredAt: at(1, 0), Channel: interaction.InPerson, Identifiers: email("ada@example.com"), Observed: &v, Contributor: "support"})
		if x := explain(t, o, got[0].CustomerID); x.Score >= 60 {
			t.Errorf("score %v after a bad visit", x.Score)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.Void(ctx, tx, got[0].ID, "logged twice")
			return err
		})
		if x := explain(t, o, got[0].CustomerID); x.Score != 60 || len(x.Points) != 0 {
			t.Errorf("score %v, %d parts after it was voided", x.Score, len(x.Points))
		}
		check(t, o)
	})
}
