package interaction_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/interaction"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

func TestATableThatSaysTwoThingsOfOneIsRefusedByItsRow(t *testing.T) {
	type rules = []interaction.OutcomeRule
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			name        string
			rules       rules
			code, field string
			row         int
			words       string
		}{
			{"the same at another touchpoint", rules{{Outcome: "late"}, {Outcome: "late", Touchpoint: "delivery"}, {Outcome: "late", Touchpoint: "delivery.doorstep"}}, "", "", 0, ""},
			{"twice", rules{{Outcome: "late"}, {Outcome: "lost"}, {Outcome: "late", Valence: -1}}, "outcome.twice", "outcome", 3, "Row 3 is about late, and so is row 1."},
			{"twice, written differently", rules{{Outcome: "late", Touchpoint: "delivery"}, {Outcome: "late", Touchpoint: " delivery.*"}}, "outcome.twice", "outcome", 2, "Row 2 is about late at delivery, and so is row 1."},
			{"steps of nothing", rules{{Outcome: "lost"}, {Outcome: "late", Steps: []interaction.Step{{Past: 3, Valence: -1}}}}, "field.required", "measure", 2, ""},
			{"a measure that is none", rules{{Outcome: "late", Measure: "miles"}}, "outcome.measure_unknown", "measure", 1, ""},
		} {
			err := o.Update(t.Context(), company.System, func(tx *company.Tx) error {
				_, err := interaction.SetOutcomes(t.Context(), tx, interaction.OutcomeTable{Rules: c.rules})
				return err
			})
			p := problem.Of(err)
			if c.code == "" {
				if err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
				continue
			}
			if p == nil || p.Code != c.code || p.Field != c.field || p.Params["row"] != c.row {
				t.Errorf("%s: %v, want %s (%s) in row %d", c.name, err, c.code, c.field, c.row)
			}
			if got := locale.Problem(err).Wrong; c.words != "" && got != c.words {
				t.Errorf("%s: %q, want %q", c.name, got, c.words)
			}
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			versions, err := company.Versions(ctx, tx, interaction.OutcomesName)
			if len(versions) != 1 {
				t.Errorf("%d versions, want the one that was fit", len(versions))
			}
			return err
		})
	})
}
