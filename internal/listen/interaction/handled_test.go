package interaction_test

import (
	"context"
	"fmt"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// TestFiguresOfSingleEmployees walks every role with the switch off and on.
func TestFiguresOfSingleEmployees(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ids := map[string]int64{}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ImportOrg(ctx, tx, company.OrgFile{Partial: true, Rows: []company.OrgRow{
				{Key: "kari", Name: "Kari", Contributor: "support"}, {Key: "ola", Name: "Ola", Contributor: "support"}, {Key: "liv", Name: "Liv", Contributor: "carrier"}}}, false)
			if err != nil {
				return err
			}
			d, err := tx.Directory(ctx)
			for _, key := range []string{"support", "carrier", "carrier-north"} {
				ids[key] = d.ContributorID(key)
			}
			return err
		})
		var drafts []interaction.Draft
		call := func(by string, days int, done bool) *interaction.Draft {
			drafts = append(drafts, interaction.Draft{Source: "pbx", SourceRef: fmt.Sprint(len(drafts)), OccurredAt: at(days, 0), Channel: interaction.Phone, Touchpoint: "support.call",
				Employee: by, Resolved: done, Identifiers: email(fmt.Sprintf("c%d@example.com", len(drafts)))})
			return &drafts[len(drafts)-1]
		}
		for i := range 25 {
			call("kari", i, i%5 != 0)
		}
		call("kari", 40, true)
		call("kari", 1, true).Direction = interaction.Out
		call("kari", 1, true).Automated = true
		call("kari", 1, true).Contributor = "billing"
		call("liv", 1, true)
		record(t, o, drafts...)
		for _, on := range []bool{false, true} {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				return company.ShowFigures(ctx, tx, company.FiguresShown{PerEmployee: on})
			})
			for _, role := range company.Roles {
				for _, of := range []string{"support", "carrier"} {
					who := company.Actor{Kind: company.ActorUser, Role: role, ContributorID: ids[of]}
					var list []interaction.Handled
					err := o.View(context.Background(), who, func(tx *company.Tx) (err error) {
						list, err = interaction.HandledBy(context.Background(), tx, ids["support"])
						return err
					})
					may := on && (role == company.RoleAdmin || role == company.RoleLead || role == company.RoleManager && of == "support")
					if (err == nil) != may || err != nil && problem.Of(err) == nil {
						t.Errorf("%s of %s, on %v: %v", role, of, on, err)
					}
					if !may {
						continue
					}
					if len(list) != 2 || list[0].Employee.Key != "kari" || list[0].Done.N != 25 || list[0].Done.Count != 20 || !list[0].Done.Enough() || list[1].Done.N != 0 || list[1].Done.Enough() {
						t.Errorf("%s: %+v", role, list)
					}
				}
			}
		}
	})
}
