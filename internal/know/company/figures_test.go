package company_test

import (
	"context"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/problem"
)

// as runs fn as seen by a user of a role, of a contributor ("" for none).
func as(t *testing.T, o *company.Office, role company.Role, contributor string, fn func(ctx context.Context, tx *company.Tx)) {
	t.Helper()
	ctx := context.Background()
	who := company.Actor{Kind: company.ActorUser, ID: 1, Role: role, ContributorID: directory(t, o).ContributorID(contributor)}
	if err := o.View(ctx, who, func(tx *company.Tx) error { fn(ctx, tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestWhoseFiguresARoleSees(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		for _, one := range []struct {
			role company.Role
			of   string
			sees string // of support, carrier, carrier-north and nobody's
		}{
			{company.RoleAdmin, "support", "scn0"}, {company.RoleLead, "support", "scn0"}, {company.RoleExecutive, "support", "scn0"},
			{company.RoleManager, "", "scn0"}, {company.RoleManager, "support", "s"}, {company.RoleManager, "carrier", "cn"}, {company.RoleManager, "carrier-north", "n"},
			{company.RolePartner, "carrier", "cn"}, {company.RolePartner, "carrier-north", "n"}, {company.RolePartner, "", ""},
			{company.RoleFrontline, "", ""}, {company.RoleFrontline, "support", ""},
		} {
			as(t, o, one.role, one.of, func(ctx context.Context, tx *company.Tx) {
				d, _ := tx.Directory(ctx)
				got := ""
				for _, k := range []struct{ letter, key string }{{"s", "support"}, {"c", "carrier"}, {"n", "carrier-north"}, {"0", ""}} {
					if tx.Figures.Sees(d.ContributorID(k.key)) {
						got += k.letter
					}
				}
				if got != one.sees {
					t.Errorf("%s of %q sees %q, want %q", one.role, one.of, got, one.sees)
				}
				_, err := company.Heads(ctx, tx, d.ContributorID("support"))
				if p := problem.Of(err); (p == nil) != tx.Figures.Sees(d.ContributorID("support")) || p != nil && p.Kind != problem.NotFound {
					t.Errorf("%s of %q heads support: %v", one.role, one.of, err)
				}
			})
		}
	})
}

func TestAMovedUnitIsSeenByWhoHeadsItNow(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		f := rows("unit|carrier-north|Fjordfrakt North|support|2026-03-01")
		f.Partial = true
		imported(t, o, f)
		as(t, o, company.RoleManager, "support", func(ctx context.Context, tx *company.Tx) {
			d, _ := tx.Directory(ctx)
			if !tx.Figures.Sees(d.ContributorID("carrier-north")) {
				t.Error("support's manager does not see the unit that it was given")
			}
			trees, err := company.Trees(ctx, tx, day("2026-02-01"), tx.Now)
			if err != nil || len(trees) != 2 {
				t.Fatal(trees, err)
			}
			north := d.ContributorID("carrier-north")
			for i, want := range []string{"carrier", "support"} {
				for _, root := range []string{"carrier", "support"} {
					if got := trees[i].Within(north, d.ContributorID(root)); got != (root == want) {
						t.Errorf("tree %d, below %s: %v", i, root, got)
					}
				}
			}
			if !trees[0].To.Equal(day("2026-03-01")) || trees[0].Within(0, d.ContributorID("support")) {
				t.Errorf("%v", trees[0])
			}
		})
	})
}

// TestFiguresOfSingleEmployeesAreOffUntilTheCompanySwitchesThemOn walks every
// role with the switch off and on.
func TestFiguresOfSingleEmployeesAreOffUntilTheCompanySwitchesThemOn(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows("|kari|Kari|support", "|ola|Ola|billing"))
		for _, on := range []bool{false, true, false} {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				return company.ShowFigures(ctx, tx, company.FiguresShown{PerEmployee: on})
			})
			for _, role := range company.Roles {
				as(t, o, role, "support", func(ctx context.Context, tx *company.Tx) {
					d, _ := tx.Directory(ctx)
					list, err := company.Compared(ctx, tx, d.ContributorID("support"))
					want := "role.forbids"
					switch may := role == company.RoleAdmin || role == company.RoleLead || role == company.RoleManager; {
					case may && on:
						if err != nil || len(list) != 1 || list[0].Key != "kari" {
							t.Errorf("%s, on: %v %v", role, list, err)
						}
						if _, err := company.Compared(ctx, tx, d.ContributorID("billing")); (err != nil) != (role == company.RoleManager) {
							t.Errorf("%s, of another's: %v", role, err)
						}
						return
					case may:
						want = "figures.off"
					}
					wants(t, err, want, "")
				})
			}
		}
		if got := audited(t, o, "figures per employee"); len(got) != 2 || got[0] != "figures.switched_on" || got[1] != "figures.switched_off" {
			t.Errorf("audited %v", got)
		}
	})
}
