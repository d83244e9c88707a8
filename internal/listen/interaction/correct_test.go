package interaction_test

import (
	"context"
	"slices"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

func takeBack(t *testing.T, o *company.Office, c impression.Correction) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := interaction.TakeBack(ctx, tx, c.ID)
		return err
	})
}

func TestAVoidIsTakenBackToTheLastPoint(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		got := record(t, o, interaction.Draft{Source: "shop", SourceRef: "1", OccurredAt: at(1, 0), Channel: interaction.Email, Identifiers: email("ada@example.com"),
			Text: "The parcel came broken and nobody answers. Terrible!", Reference: "order:1", Contributor: "support"})
		before := explain(t, o, got[0].CustomerID)
		var c impression.Correction
		void := func() error {
			return o.Update(context.Background(), company.System, func(tx *company.Tx) (err error) {
				c, err = interaction.Void(context.Background(), tx, got[0].ID, "a test mail")
				return err
			})
		}
		if err := void(); err != nil {
			t.Fatal(err)
		}
		kept := c
		if err := void(); problem.Of(err) == nil || problem.Of(err).Code != "interaction.voided" {
			t.Errorf("voided twice: %v", err)
		}
		if x := explain(t, o, got[0].CustomerID); len(x.Points) != 0 {
			t.Errorf("%d parts after it was voided", len(x.Points))
		}
		takeBack(t, o, kept)
		if after := explain(t, o, got[0].CustomerID); after.Score != before.Score || len(after.Points) != 1 {
			t.Errorf("score %v after, %v before", after.Score, before.Score)
		}
		check(t, o)
		if again := record(t, o, interaction.Draft{Source: "shop", SourceRef: "1", OccurredAt: at(1, 0), Channel: interaction.Email}); again[0].Status != interaction.Duplicate {
			t.Errorf("sent again it is %s", again[0].Status)
		}
	})
}

func TestAMovedInteractionIsTheOthersAndSoIsWhatWasSaidOfIt(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		v := -0.8
		got := record(t, o,
			interaction.Draft{Source: "reception", SourceRef: "1", OccurredAt: at(1, 0), Channel: interaction.InPerson, Identifiers: email("ada@example.com"), Observed: &v, Contributor: "carrier"},
			interaction.Draft{Source: "reception", SourceRef: "2", OccurredAt: at(2, 0), Channel: interaction.InPerson, Identifiers: email("bo@example.com"), Contributor: "support"})
		ada, bo := got[0].CustomerID, got[1].CustomerID
		calm := 0.1
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := impression.Episodes(ctx, tx, []customer.ID{ada}, at(30, 0))
			if err != nil {
				return err
			}
			_, err = interaction.Correct(ctx, tx, impression.CorrectionDraft{EpisodeID: e[0].ID, PartID: int64(got[0].ID), Kind: impression.Valence, Role: impression.RoleObserved, Valence: &calm, Reason: "he was calm"})
			return err
		})
		corrected := explain(t, o, ada)
		var c impression.Correction
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			c, err = interaction.Move(ctx, tx, got[0].ID, bo, "it was Bo who came")
			return err
		})
		if x := explain(t, o, ada); len(x.Points) != 0 || x.Score != 60 {
			t.Errorf("ada keeps %d parts, score %v", len(x.Points), x.Score)
		}
		if x := explain(t, o, bo); len(x.Points) != 1 || x.Points[0].Impressions[0].Valence != calm || x.Score != corrected.Score {
			t.Errorf("bo has %+v", x.Points)
		}
		if seen(t, o, ada) || !seen(t, o, bo) {
			t.Error("the carrier sees the one it has nothing to do with any more, or not the other")
		}
		check(t, o)
		takeBack(t, o, c)
		if x := explain(t, o, ada); x.Score != corrected.Score {
			t.Errorf("score %v after it was taken back, %v before", x.Score, corrected.Score)
		}
		if !seen(t, o, ada) || seen(t, o, bo) {
			t.Error("the carrier does not see ada again, or still sees bo")
		}
		check(t, o)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			if _, err := interaction.Move(ctx, tx, got[0].ID, ada, "x"); problem.Of(err) == nil || problem.Of(err).Code != "correction.same" {
				t.Errorf("moved to whose it is: %v", err)
			}
			return nil
		})
	})
}

// seen tells whether the carrier's user sees a customer.
func seen(t *testing.T, o *company.Office, id customer.ID) (sees bool) {
	t.Helper()
	var carrier int64
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		d, err := tx.Directory(ctx)
		carrier = d.ContributorID("carrier")
		return err
	})
	who := company.Actor{Kind: company.ActorUser, ID: 9, Role: company.RolePartner, ContributorID: carrier}
	err := o.View(context.Background(), who, func(tx *company.Tx) error {
		people, err := customer.FindAll(context.Background(), tx, []customer.ID{id})
		sees = len(people) > 0
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sees
}

func TestAnotherTouchpointTellsAnewWhatItLeftAndWhoseDoingItWas(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, d := range []company.TouchpointDraft{{Key: "right.place", Name: "The right place", Owner: "carrier", Kind: "delivery"}, {Key: "wrong.place", Name: "The wrong place", Owner: "support"}} {
				if _, err := company.AddTouchpoint(ctx, tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		got := record(t, o, interaction.Draft{Source: "shop", SourceRef: "1", OccurredAt: at(1, 0), Channel: interaction.System, Touchpoint: "wrong.place", Identifiers: email("ada@example.com"), Outcome: "wrong_item"})
		was := explain(t, o, got[0].CustomerID)
		var c impression.Correction
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			c, err = interaction.Retouch(ctx, tx, got[0].ID, "right.place", "the shop sends the wrong one")
			return err
		})
		is := explain(t, o, got[0].CustomerID)
		a, b := was.Points[0], is.Points[0]
		if a.Shares[0].ContributorID == b.Shares[0].ContributorID || b.Impressions[0].Weight != 0.75 || slices.Equal(a.Shares, b.Shares) {
			t.Errorf("was charged %+v, is charged %+v, weight %v", a.Shares, b.Shares, b.Impressions[0].Weight)
		}
		check(t, o)
		takeBack(t, o, c)
		if x := explain(t, o, got[0].CustomerID); x.Score != was.Score || !slices.Equal(x.Points[0].Shares, a.Shares) {
			t.Errorf("%+v after it was taken back", x.Points[0].Shares)
		}
		check(t, o)
	})
}
