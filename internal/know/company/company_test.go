package company_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database"
)

func TestTheCompanysOwnAddresses(t *testing.T) {
	p := company.Profile{Addresses: []string{"nordlys.example", " Kundeservice@Partner.example ", "@brand.example", ""}}
	for address, own := range map[string]bool{
		"help@nordlys.example":         true,
		" HELP@Nordlys.Example ":       true,
		"help@mail.nordlys.example":    true,
		"help@notnordlys.example":      false,
		"nordlys.example@evil.example": false,
		"kundeservice@partner.example": true,
		"other@partner.example":        false,
		"x@sub.partner.example":        false,
		"hello@brand.example":          true,
		"hello@shop.brand.example":     true,
		"":                             false,
		"@":                            false,
		"ada@example.com":              false,
	} {
		if p.Own(address) != own {
			t.Errorf("Own(%q) = %v", address, !own)
		}
	}
}

func TestABadProfileIsRefusedByField(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		for _, c := range []struct {
			spoil       func(p *company.Profile)
			code, field string
		}{
			{func(p *company.Profile) { p.Name = " " }, "field.required", "name"},
			{func(p *company.Profile) { p.TimeZone = "" }, "company.zone_unknown", "time_zone"},
			{func(p *company.Profile) { p.TimeZone = "Local" }, "company.zone_unknown", "time_zone"},
			{func(p *company.Profile) { p.TimeZone = "../../etc/passwd" }, "company.zone_unknown", "time_zone"},
			{func(p *company.Profile) { p.Currency = "kroner" }, "company.currency_malformed", "currency"},
			{func(p *company.Profile) { p.PhoneRegion = "Norge" }, "company.region_malformed", "phone_region"},
		} {
			p := company.Profile{Name: "N", TimeZone: "Europe/Oslo", Currency: "nok", PhoneRegion: "no"}
			c.spoil(&p)
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error { return company.SetProfile(ctx, tx, p) }), c.code, c.field)
		}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return company.SetProfile(ctx, tx, company.Profile{Name: "Nordlys AS", TimeZone: "America/New_York", Currency: "usd", PhoneRegion: "us"})
		})
		d := directory(t, o)
		if d.Profile.Currency != "USD" || d.Profile.PhoneRegion != "US" || d.Zone.String() != "America/New_York" || len(d.Profile.Addresses) != 0 {
			t.Errorf("%+v in %s", d.Profile, d.Zone)
		}
	})
}

func TestEveryVersionOfAConfigurationIsKept(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		type numbers struct{ A, B int }
		for i := range 3 {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				n, err := company.Configure(ctx, tx, "numbers", numbers{A: i})
				if n != int64(i+1) {
					t.Errorf("version %d, want %d", n, i+1)
				}
				return err
			})
		}
		in := numbers{A: -1, B: 7}
		if n, err := directory(t, o).Configured("numbers", &in); n != 3 || err != nil || in != (numbers{A: 2}) {
			t.Errorf("version %d %+v, %v", n, in, err)
		}
		if n, err := directory(t, o).Configured("others", &in); n != 0 || err != nil || in != (numbers{A: 2}) {
			t.Errorf("never set: version %d %+v, %v", n, in, err)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.Versions(ctx, tx, "numbers")
			for i, c := range all {
				if want := fmt.Sprintf(`{"A":%d,"B":0}`, 2-i); c.Version != int64(3-i) || strings.ReplaceAll(string(c.Body), " ", "") != want || c.Actor != "system" {
					t.Errorf("version %d by %s: %s, want %s", c.Version, c.Actor, c.Body, want)
				}
			}
			if len(all) != 3 {
				t.Errorf("%d versions", len(all))
			}
			return err
		})
	})
}

func TestEveryChangeIsAudited(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		admin := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, hash(t))
		user := addUser(t, o, company.UserDraft{Email: "u@nordlys.example", Name: "U", Role: company.RoleManager}, hash(t))
		acting := admin.Actor(0)
		ctx := t.Context()
		var c company.Contributor
		var e company.Employee
		var p company.Touchpoint
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		must(o.Update(ctx, acting, func(tx *company.Tx) (err error) {
			c, err = company.AddContributor(ctx, tx, company.ContributorDraft{Key: "x", Name: "X", Kind: company.Department})
			must(err)
			_, err = company.ChangeContributor(ctx, tx, c.ID, company.ContributorDraft{Name: "Y", Kind: company.Department})
			must(err)
			must(company.CloseContributor(ctx, tx, c.ID))
			e, err = company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "x", Name: "X"})
			must(err)
			_, err = company.ChangeEmployee(ctx, tx, e.ID, company.EmployeeDraft{Name: "Y"})
			must(err)
			must(company.EmployeeLeaves(ctx, tx, e.ID))
			p, err = company.AddTouchpoint(ctx, tx, company.TouchpointDraft{Key: "x"})
			must(err)
			_, err = company.ChangeTouchpoint(ctx, tx, p.ID, company.TouchpointDraft{Name: "Y"})
			must(err)
			must(company.RemoveTouchpoint(ctx, tx, p.ID))
			_, err = company.ChangeUser(ctx, tx, user.ID, company.UserDraft{Email: user.Email, Name: "V", Role: company.RoleFrontline})
			must(err)
			_, err = company.SignInLink(ctx, tx, user.ID, time.Hour)
			must(err)
			must(company.SetPassword(ctx, tx, user.ID, "x"))
			must(company.DisableUser(ctx, tx, user.ID))
			return company.EnableUser(ctx, tx, user.ID)
		}))
		for subject, want := range map[string]string{
			database.FormatID("con", c.ID):    "contributor.added contributor.changed contributor.closed",
			database.FormatID("emp", e.ID):    "employee.added employee.changed employee.left",
			database.FormatID("tou", p.ID):    "touchpoint.added touchpoint.changed touchpoint.removed",
			database.FormatID("usr", user.ID): "user.added user.changed user.invited user.password_set user.disabled user.enabled",
			"company":                         "company.changed",
		} {
			if got := strings.Join(audited(t, o, subject), " "); got != want {
				t.Errorf("%s: %s, want %s", subject, got, want)
			}
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.AuditLog(ctx, tx, 0, 3)
			if err != nil || len(all) != 3 || all[0].Actor != acting.String() || !all[0].RecordedAt.Equal(tx.Now) {
				t.Errorf("%+v", all)
			}
			more, err := company.AuditLog(ctx, tx, all[2].ID, 1)
			if len(more) != 1 || more[0].ID >= all[2].ID {
				t.Errorf("going on: %+v", more)
			}
			return err
		})
	})
}

func TestAPartnersUserSeesHisPartnerAndItsUnits(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := directory(t, o)
		scope := func(contributor string) (s company.Scope) {
			a := company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: d.ContributorID(contributor)}
			if err := o.View(t.Context(), a, func(tx *company.Tx) error { s = tx.Scope; return nil }); err != nil {
				t.Fatal(err)
			}
			return s
		}
		carrier, north, support := d.ContributorID("carrier"), d.ContributorID("carrier-north"), d.ContributorID("support")
		if s := scope("carrier"); s.All || !s.Sees(carrier) || !s.Sees(0, north) || s.Sees(support) || s.Sees() {
			t.Errorf("the carrier's %+v", s)
		}
		if s := scope("carrier-north"); s.All || s.Sees(carrier) || !s.Sees(north) {
			t.Errorf("its unit's %+v", s)
		}
		if s := scope(""); s.All || s.Sees(support) || s.Sees(carrier) {
			t.Errorf("a partner's user without a partner sees %+v", s)
		}
		if (company.Scope{}).Sees(carrier) {
			t.Error("the zero scope sees something")
		}
	})
}
