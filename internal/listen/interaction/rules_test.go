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

func directory(t *testing.T, o *company.Office) (d *company.Directory) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		d, err = tx.Directory(ctx)
		return err
	})
	return d
}

// left records a draft as a new customer's and returns what it left, and whom
// each is charged to ("" for nobody).
func left(t *testing.T, o *company.Office, d interaction.Draft) (list []impression.Impression, charged []string) {
	t.Helper()
	if d.Source == "" {
		d.Source = "test"
	}
	if d.OccurredAt.IsZero() {
		d.OccurredAt = at(1, 0)
	}
	got := record(t, o, d)
	if got[0].Problem != nil {
		t.Fatal(got[0].Problem)
	}
	dir := directory(t, o)
	for _, p := range explain(t, o, got[0].CustomerID).Points {
		for _, i := range p.Impressions {
			who := ""
			if len(i.Shares) > 0 {
				who = dir.Contributor(i.Shares[0].ContributorID).Key
			}
			list, charged = append(list, i), append(charged, who)
		}
	}
	return list, charged
}

func TestOutcomesSayWhatTheyLeftAndWhoseDoingItWas(t *testing.T) {
	ago := func(d time.Duration) *time.Time { due := at(1, 0).Add(-d); return &due }
	hours := func(h any) map[string]any { return map[string]any{"hours": h} }
	const day = 24 * time.Hour
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			table := interaction.OutcomeTable{Rules: append([]interaction.OutcomeRule{
				{Touchpoint: "shop.*", Outcome: "out_of_stock", Valence: -0.3, Cause: "billing"},
				{Touchpoint: "shop.checkout", Outcome: "out_of_stock", Valence: -0.9},
				{Outcome: "out_of_stock", Valence: 0.9, Cause: interaction.CauseHandler},
			}, interaction.DefaultOutcomes.Rules...)}
			_, err := interaction.SetOutcomes(ctx, tx, table)
			return err
		})
		for _, c := range []struct {
			name  string
			draft interaction.Draft
			want  float64
			cause string
		}{
			{"on time", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "on_time", Contributor: "carrier-north"}, 0.1, "carrier-north"},
			{"late", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "late"}, -0.4, "carrier"},
			{"two days late", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "late", DueAt: ago(2 * day)}, -0.4, "carrier"},
			{"three days late", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "late", DueAt: ago(3 * day)}, -0.4, "carrier"},
			{"past three days", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "late", DueAt: ago(3*day + time.Minute)}, -0.7, "carrier"},
			{"called late, though before it was due", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "late", DueAt: ago(-day)}, -0.4, "carrier"},
			{"the owner's, whoever handled it", interaction.Draft{Touchpoint: "delivery.doorstep", Outcome: "wrong_item", Contributor: "support"}, -0.6, "carrier"},
			{"nobody's where it was only reported", interaction.Draft{Touchpoint: "support.call", Outcome: "wrong_item"}, -0.6, ""},
			{"nor the handler's where there is none", interaction.Draft{Touchpoint: "support.call", Outcome: "no_show"}, -0.8, ""},
			{"unassigned without a touchpoint", interaction.Draft{Outcome: "wrong_invoice"}, -0.6, ""},
			{"fixed at once", interaction.Draft{Outcome: "fixed_first_time", Contributor: "support"}, 0.4, "support"},
			{"an outage of unknown length", interaction.Draft{Touchpoint: "billing.invoice", Outcome: "outage"}, -0.2, "billing"},
			{"of two hours", interaction.Draft{Outcome: "outage", Attributes: hours(2.0)}, -0.2, ""},
			{"of more", interaction.Draft{Outcome: "outage", Attributes: hours(2.5)}, -0.4, ""},
			{"of nine", interaction.Draft{Outcome: "outage", Attributes: hours(9)}, -0.6, ""},
			{"of two days", interaction.Draft{Outcome: "outage", Attributes: hours(48.0)}, -0.8, ""},
			{"of a length in words", interaction.Draft{Outcome: "outage", Attributes: hours("long")}, -0.2, ""},
			{"the most particular touchpoint wins", interaction.Draft{Touchpoint: "shop.checkout", Outcome: "out_of_stock"}, -0.9, ""},
			{"and below it", interaction.Draft{Touchpoint: "shop.checkout.card", Outcome: "out_of_stock"}, -0.9, ""},
			{"a beginning of a key", interaction.Draft{Touchpoint: "shop.list", Outcome: "out_of_stock", Contributor: "support"}, -0.3, "billing"},
			{"not of half a word", interaction.Draft{Touchpoint: "shopping", Outcome: "out_of_stock", Contributor: "support"}, 0.9, "support"},
		} {
			c.draft.Channel = interaction.Field
			list, charged := left(t, o, c.draft)
			if len(list) != 1 || list[0].Role != impression.RoleOutcome || math.Abs(list[0].Valence-c.want) > 1e-9 || charged[0] != c.cause {
				t.Errorf("%s: %+v charged to %v, want %v to %q", c.name, list, charged, c.want, c.cause)
			}
		}
		if list, _ := left(t, o, interaction.Draft{Channel: interaction.Phone, Outcome: "never_heard_of"}); len(list) != 0 {
			t.Errorf("an outcome that the table does not know left %+v", list)
		}
		check(t, o)
	})
}

func TestABadOutcomeTableIsRefusedByRowAndField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for field, spoil := range map[string]func(r *interaction.OutcomeRule){
			"outcome": func(r *interaction.OutcomeRule) { r.Outcome = "On Time" },
			"valence": func(r *interaction.OutcomeRule) { r.Steps = []interaction.Step{{Past: 1, Valence: math.NaN()}} },
			"measure": func(r *interaction.OutcomeRule) { r.Measure = "parsecs" },
			"cause":   func(r *interaction.OutcomeRule) { r.Cause = "nobody" },
		} {
			r := interaction.OutcomeRule{Outcome: "x"}
			spoil(&r)
			err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				_, err := interaction.SetOutcomes(t.Context(), tx, interaction.OutcomeTable{Rules: []interaction.OutcomeRule{{Outcome: "fine"}, r}})
				return err
			})
			if p := problem.Of(err); p == nil || p.Field != field || p.Params["row"] != 2 {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}

func TestOnlyWhatTheCustomerWroteIsScored(t *testing.T) {
	const angry, happy = "This is terrible, I am very disappointed and angry.", "Thank you so much, I am very happy, great service!"
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			name  string
			draft interaction.Draft
			words bool
		}{
			{"e-mail", interaction.Draft{Channel: interaction.Email, Text: angry}, true},
			{"chat", interaction.Draft{Channel: interaction.Chat, Text: angry}, true},
			{"sms", interaction.Draft{Channel: interaction.SMS, Text: angry}, true},
			{"social", interaction.Draft{Channel: interaction.Social, Text: angry}, true},
			{"web", interaction.Draft{Channel: interaction.Web, Text: angry}, true},
			{"letter", interaction.Draft{Channel: interaction.Post, Text: angry}, true},
			{"a note about a call", interaction.Draft{Channel: interaction.Phone, Text: angry}, false},
			{"a note of reception", interaction.Draft{Channel: interaction.InPerson, Text: angry}, false},
			{"a technician's note", interaction.Draft{Channel: interaction.Field, Text: angry}, false},
			{"a machine's", interaction.Draft{Channel: interaction.System, Text: angry}, false},
			{"ours", interaction.Draft{Channel: interaction.Email, Direction: interaction.Out, Text: angry}, false},
			{"an auto-reply", interaction.Draft{Channel: interaction.Email, Automated: true, Text: angry}, false},
			{"only quoted", interaction.Draft{Channel: interaction.Email, Text: "Hello", Quoted: angry}, false},
			{"only white space", interaction.Draft{Channel: interaction.Email, Text: " \n\t"}, false},
			{"in a language that the source knows", interaction.Draft{Channel: interaction.Email, Text: angry, Language: "nb"}, false},
			{"in English of a country", interaction.Draft{Channel: interaction.Email, Text: angry, Language: "en-GB"}, true},
			{"in Norwegian", interaction.Draft{Channel: interaction.Email, Text: "Dette er helt forferdelig, og jeg er veldig skuffet over dere."}, true},
			{"in Bokmål, as the source says", interaction.Draft{Channel: interaction.Email, Text: "Dette er helt forferdelig, og jeg er veldig skuffet over dere.", Language: "nb-NO"}, true},
			{"in Spanish", interaction.Draft{Channel: interaction.Email, Text: "Esto es terrible, estoy muy decepcionada con ustedes."}, false},
		} {
			list, _ := left(t, o, c.draft)
			negative := len(list) == 1 && list[0].Role == impression.RoleWords && list[0].Valence < -0.3 && list[0].Basis == impression.Detected
			switch {
			case c.words && !negative:
				t.Errorf("%s: %+v", c.name, list)
			case !c.words && len(list) > 0 && (list[0].Valence < 0 || list[0].Role != impression.RoleWords):
				t.Errorf("%s: %+v, want nothing", c.name, list)
			}
		}
		list, charged := left(t, o, interaction.Draft{Channel: interaction.Email, Text: happy, Touchpoint: "support.call", Contributor: "support"})
		if len(list) != 1 || list[0].Valence < 0.3 || charged[0] != "" {
			t.Errorf("%+v to %v: where things are reported, nobody caused them by default", list, charged)
		}
		if _, charged = left(t, o, interaction.Draft{Channel: interaction.Email, Text: angry, Touchpoint: "billing.invoice", Contributor: "support"}); charged[0] != "billing" {
			t.Errorf("charged to %v, want the touchpoint's owner", charged)
		}
	})
}

func TestEffortOfLegsAndOfTotals(t *testing.T) {
	leg := func(contributor string, wait, hold int) interaction.Leg {
		return interaction.Leg{Contributor: contributor, WaitSeconds: wait, HoldSeconds: hold}
	}
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			name    string
			draft   interaction.Draft
			want    float64
			charged string
		}{
			{"totals", interaction.Draft{Contributor: "support", WaitSeconds: 7 * 60, HoldSeconds: 4 * 60, Transfers: 2}, -0.2 - 0.05 - 0.15, "support"},
			{"legs go before totals", interaction.Draft{Contributor: "support", WaitSeconds: 3600, Legs: []interaction.Leg{leg("billing", 5*60, 0), leg("support", 0, 0)}}, -0.1, "billing"},
			{"who hands on is charged", interaction.Draft{Legs: []interaction.Leg{leg("billing", 0, 0), leg("billing", 0, 0), leg("support", 0, 0)}}, -0.15, "billing"},
			{"who had him last, with his giving up", interaction.Draft{Abandoned: true, Legs: []interaction.Leg{leg("billing", 0, 0), leg("support", 60, 0)}}, -0.5, "support"},
			{"asked again for what is on file", interaction.Draft{Contributor: "billing", ReExplained: true}, -0.2, "billing"},
			{"nobody's", interaction.Draft{Abandoned: true}, -0.5, ""},
		} {
			c.draft.Channel = interaction.Phone
			list, charged := left(t, o, c.draft)
			if len(list) != 1 || list[0].Role != impression.RoleEffort || math.Abs(list[0].Valence-c.want) > 1e-9 || charged[0] != c.charged {
				t.Errorf("%s: %+v charged to %v, want %v to %q", c.name, list, charged, c.want, c.charged)
			}
		}
		got := record(t, o, interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone, Legs: []interaction.Leg{leg("billing", 60, 30), leg("support", 5, 7)}})
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			i, err := interaction.Find(ctx, tx, got[0].ID)
			if i.Waited() != 65 || i.Held() != 37 || i.HandedOn() != 1 || len(i.Contributors()) != 3 || directory(t, o).Contributor(i.ContributorID).Key != "support" {
				t.Errorf("%d waited, %d held, %d handed on, heard by %v", i.Waited(), i.Held(), i.HandedOn(), i.Contributors())
			}
			return err
		})
	})
}

func TestAPartnersUserRecordsOnlyWhatWasInHisHands(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, e := range []company.EmployeeDraft{{Key: "driver", Name: "Driver", Contributor: "carrier-north"}, {Key: "kari", Name: "Kari", Contributor: "support"}} {
				if _, err := company.AddEmployee(ctx, tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		dir := directory(t, o)
		partner := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: dir.ContributorID("carrier")}
		stranger := record(t, o, interaction.Draft{Source: "s", OccurredAt: at(1, 0), Channel: interaction.Phone, Identifiers: email("stranger@example.com"), Contributor: "support"})[0]
		legs := func(keys ...string) (list []interaction.Leg) {
			for _, k := range keys {
				list = append(list, interaction.Leg{Contributor: k, WaitSeconds: 3600})
			}
			return list
		}
		for _, c := range []struct {
			name    string
			draft   interaction.Draft
			heardBy string // "" where it is refused
		}{
			{"his partner's", interaction.Draft{Contributor: "carrier"}, "carrier"},
			{"a unit's", interaction.Draft{Contributor: "carrier-north"}, "carrier-north"},
			{"nobody's said: his partner's", interaction.Draft{}, "carrier"},
			{"his driver's", interaction.Draft{Employee: "driver"}, "carrier-north"},
			{"support's", interaction.Draft{Contributor: "support"}, ""},
			{"an employee of support's", interaction.Draft{Employee: "kari"}, ""},
			{"an employee of support's in his name", interaction.Draft{Contributor: "carrier", Employee: "kari"}, ""},
			{"legs of his", interaction.Draft{Legs: legs("carrier", "carrier-north")}, "carrier"},
			{"a leg of support's", interaction.Draft{Contributor: "carrier", Legs: legs("carrier", "support")}, ""},
			{"a customer chosen whom he may not see", interaction.Draft{Contributor: "carrier", CustomerID: stranger.CustomerID}, ""},
			{"a customer chosen who is not there", interaction.Draft{Contributor: "carrier", CustomerID: 4711}, ""},
		} {
			c.draft.Source, c.draft.OccurredAt, c.draft.Channel = "portal", at(1, 0), interaction.Field
			c.draft.Name = "Ada" // only who is known is counted
			var got []interaction.Outcome
			err := o.Update(t.Context(), partner, func(tx *company.Tx) (err error) {
				got, err = interaction.Record(t.Context(), tx, []interaction.Draft{c.draft}, interaction.Live)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if c.heardBy == "" {
				if got[0].Status != interaction.Refused {
					t.Errorf("%s: %+v", c.name, got[0])
				}
				continue
			}
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				i, err := interaction.Find(ctx, tx, got[0].ID)
				if k := dir.Contributor(i.ContributorID).Key; k != c.heardBy {
					t.Errorf("%s: heard by %s (%v)", c.name, k, got[0].Problem)
				}
				return err
			})
		}
		err := o.View(t.Context(), partner, func(tx *company.Tx) error {
			if _, err := interaction.Find(t.Context(), tx, stranger.ID); problem.KindOf(err) != problem.NotFound {
				t.Errorf("what he had nothing to do with: %v", err)
			}
			list, err := interaction.Latest(t.Context(), tx, 0, 100)
			if n, err := interaction.CountSince(t.Context(), tx, at(9, 0)); n != len(list) || n == 0 || err != nil {
				t.Errorf("counts %d (%v), but sees %d", n, err, len(list))
			}
			for _, i := range list {
				if i.ID == stranger.ID {
					t.Error("the stranger's is among the latest")
				}
			}
			if len(list) == 0 {
				t.Error("nothing is his")
			}
			_, err2 := customer.Find(t.Context(), tx, stranger.CustomerID)
			if problem.KindOf(err2) != problem.NotFound {
				t.Errorf("the stranger is seen: %v", err2)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
