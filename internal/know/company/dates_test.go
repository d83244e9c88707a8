package company_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database"
)

const aDay = 24 * time.Hour

func changeContributor(t *testing.T, o *company.Office, id int64, draft company.ContributorDraft) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := company.ChangeContributor(ctx, tx, id, draft)
		return err
	})
}

func places(t *testing.T, o *company.Office, id int64) (all []company.Place) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		all, err = company.Places(ctx, tx, id)
		return err
	})
	return all
}

func memberships(t *testing.T, o *company.Office, id int64) (all []company.Membership) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
		all, err = company.Memberships(ctx, tx, id)
		return err
	})
	return all
}

func TestAContributorAtTheTopHasItsDate(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		since := companytest.Now.Add(-400 * aDay)
		c := addContributor(t, o, company.ContributorDraft{Key: "lab", Name: "Lab", Kind: company.Department, From: since})
		if got, want := places(t, o, c.ID), []company.Place{{From: since}}; !slices.Equal(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		if got := directory(t, o).Contributor(c.ID); got.ParentID != 0 || !got.ClosedAt.IsZero() {
			t.Errorf("%+v", got)
		}
		if got := places(t, o, directory(t, o).ContributorID("billing")); got != nil {
			t.Errorf("%+v where nobody gave a date", got)
		}
	})
}

func TestTheDateOfAPlaceIsCorrectedAndItsHistoryStays(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := directory(t, o)
		support, billing := d.ContributorID("support"), d.ContributorID("billing")
		day := func(n int) time.Time { return companytest.Now.Add(time.Duration(n-100) * aDay) }
		unit := addContributor(t, o, company.ContributorDraft{Key: "unit", Name: "Unit", Kind: company.Department, Parent: "support", From: day(0)})
		draft := company.ContributorDraft{Name: "Unit", Kind: company.Department, Parent: "billing", From: day(50)}
		changeContributor(t, o, unit.ID, draft)
		draft.From = day(30)
		changeContributor(t, o, unit.ID, draft)
		if got, want := places(t, o, unit.ID), []company.Place{{support, day(0), day(30)}, {billing, day(30), time.Time{}}}; !slices.Equal(got, want) {
			t.Errorf("earlier: %+v\nwant %+v", got, want)
		}
		draft.From = day(60)
		changeContributor(t, o, unit.ID, draft)
		draft.Name, draft.From = "The unit", time.Time{} // nothing said
		changeContributor(t, o, unit.ID, draft)
		if got, want := places(t, o, unit.ID), []company.Place{{support, day(0), day(60)}, {billing, day(60), time.Time{}}}; !slices.Equal(got, want) {
			t.Errorf("later: %+v\nwant %+v", got, want)
		}
		if got := directory(t, o).Contributor(unit.ID); got.ParentID != billing || got.Name != "The unit" {
			t.Errorf("%+v", got)
		}
	})
}

func TestAContributorIsClosedOnItsDayAndReopened(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		began, ended := companytest.Now.Add(-90*aDay), companytest.Now.Add(-30*aDay)
		draft := company.ContributorDraft{Key: "desk", Name: "Desk", Kind: company.Department, Parent: "support", From: began, Until: ended}
		c := addContributor(t, o, draft)
		if got := directory(t, o).Contributor(c.ID); !got.ClosedAt.Equal(ended) {
			t.Errorf("added as closed: %+v", got)
		}
		was := places(t, o, c.ID)
		draft.Until = time.Time{}
		changeContributor(t, o, c.ID, draft)
		if got := directory(t, o).Contributor(c.ID); !got.ClosedAt.IsZero() {
			t.Errorf("reopened: %+v", got)
		}
		draft.Until = companytest.Now
		changeContributor(t, o, c.ID, draft)
		if got := directory(t, o).Contributor(c.ID); !got.ClosedAt.Equal(companytest.Now) {
			t.Errorf("closed: %+v", got)
		}
		if got := places(t, o, c.ID); !slices.Equal(got, was) {
			t.Errorf("places %+v, want those it had: %+v", got, was)
		}
		if got, want := audited(t, o, database.FormatID("con", c.ID)), []string{"contributor.added", "contributor.reopened", "contributor.closed"}; !slices.Equal(got, want) {
			t.Errorf("audited %v, want %v", got, want)
		}
		for _, bad := range []struct {
			until time.Time
			code  string
		}{{companytest.Now.Add(time.Hour), "until.ahead"}, {began.Add(-time.Hour), "until.before_from"}} {
			draft.Until = bad.until
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ChangeContributor(ctx, tx, c.ID, draft)
				return err
			}), bad.code, "until")
			draft.Key = "other"
			wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.AddContributor(ctx, tx, draft)
				return err
			}), bad.code, "until")
		}
	})
}

func TestAnEmployeeLeavesOnHisDayAndComesBack(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		support := directory(t, o).ContributorID("support")
		day := func(n int) time.Time { return companytest.Now.Add(time.Duration(n-100) * aDay) }
		draft := company.EmployeeDraft{Key: "kari", Name: "Kari", Contributor: "support", From: day(0), Until: day(20)}
		var id int64
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := company.AddEmployee(ctx, tx, draft)
			id = e.ID
			return err
		})
		for _, c := range []struct {
			name        string
			contributor string
			from, until time.Time
			want        []company.Membership
		}{
			{"as it was", "support", day(0), day(20), []company.Membership{{support, day(0), day(20)}}},
			{"left later", "support", day(0), day(40), []company.Membership{{support, day(0), day(40)}}},
			{"left earlier, told without the contributor", "", time.Time{}, day(30), []company.Membership{{support, day(0), day(30)}}},
			{"had not left", "support", day(0), time.Time{}, []company.Membership{{support, day(0), time.Time{}}}},
			{"began later", "support", day(10), time.Time{}, []company.Membership{{support, day(10), time.Time{}}}},
			{"left now", "support", time.Time{}, companytest.Now, []company.Membership{{support, day(10), companytest.Now}}},
		} {
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				_, err := company.ChangeEmployee(ctx, tx, id, company.EmployeeDraft{Name: "Kari", Contributor: c.contributor, From: c.from, Until: c.until})
				return err
			})
			e := directory(t, o).Employee(id)
			if here := e.ContributorID != 0; !e.LeftAt.Equal(c.until) || here != c.until.IsZero() {
				t.Errorf("%s: %+v", c.name, e)
			}
			if got := memberships(t, o, id); !slices.Equal(got, c.want) {
				t.Errorf("%s: %+v\nwant %+v", c.name, got, c.want)
			}
		}
		want := []string{"employee.added", "employee.changed", "employee.changed", "employee.changed", "employee.returned", "employee.changed", "employee.left"}
		if got := audited(t, o, database.FormatID("emp", id)); !slices.Equal(got, want) {
			t.Errorf("audited %v, want %v", got, want)
		}
		wants(t, try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ChangeEmployee(ctx, tx, id, company.EmployeeDraft{Name: "Kari", Until: companytest.Now.Add(aDay)})
			return err
		}), "until.ahead", "until")
	})
}

func TestThePlacesOfManyAreReadAtOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		d := directory(t, o)
		north, carrier, billing := d.ContributorID("carrier-north"), d.ContributorID("carrier"), d.ContributorID("billing")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "ola", Name: "Ola", Contributor: "billing"})
			if err != nil {
				return err
			}
			all, err := company.PlacesOf(ctx, tx, []int64{north, billing, 4711})
			if want := []company.Place{{ParentID: carrier, From: company.Founded}}; err != nil || len(all) != 1 || !slices.Equal(all[north], want) {
				t.Errorf("%+v, want %+v (%v)", all, want, err)
			}
			members, err := company.MembershipsOf(ctx, tx, []int64{e.ID, 4711})
			if want := []company.Membership{{ContributorID: billing, From: company.Founded}}; err != nil || len(members) != 1 || !slices.Equal(members[e.ID], want) {
				t.Errorf("%+v, want %+v (%v)", members, want, err)
			}
			none, err := company.PlacesOf(ctx, tx, nil)
			if len(none) != 0 {
				t.Errorf("%+v of nobody", none)
			}
			return err
		})
	})
}

func TestALeavingPlannedByAMoveToNobodyTakesEffectOnItsDay(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		var id int64
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := company.AddEmployee(ctx, tx, company.EmployeeDraft{Key: "ola", Name: "Ola", Contributor: "support"})
			if err != nil {
				return err
			}
			id = e.ID
			_, err = company.ChangeEmployee(ctx, tx, id, company.EmployeeDraft{Name: "Ola", From: tx.Now.Add(aDay)})
			return err
		})
		if got := directory(t, o).Employee(id).ContributorID; got == 0 {
			t.Error("works for nobody already")
		}
		c.pass(aDay)
		if got := directory(t, o).Employee(id).ContributorID; got != 0 {
			t.Errorf("works for %d still", got)
		}
	})
}

func TestOwnAddressesAreAddressesOrDomains(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		set := func(addresses ...string) error {
			return try(o, func(ctx context.Context, tx *company.Tx) error {
				p := directory(t, o).Profile
				p.Addresses = addresses
				return company.SetProfile(ctx, tx, p)
			})
		}
		if err := set(" Help@Nordlys.example ", "@nordlys.example", "post.nordlys.example", "kunde@bredbånd.example", "xn--bredbnd-hxa.example"); err != nil {
			t.Error(err)
		}
		want := []string{"help@nordlys.example", "@nordlys.example", "post.nordlys.example", "kunde@bredbånd.example", "xn--bredbnd-hxa.example"}
		if got := directory(t, o).Profile; !slices.Equal(got.Addresses, want) || !got.Own("ada@nordlys.example") {
			t.Errorf("%q, want %q", got.Addresses, want)
		}
		for _, bad := range []string{"", "nordlys", "@", "@nordlys", "help@", "help@nordlys", "a b@nordlys.example", "Help <help@nordlys.example>", "(x)help@nordlys.example", "a@b@nordlys.example",
			"-nordlys.example", "nordlys..example", "nordlys.example.", "https://nordlys.example", "nordlys.example/help"} {
			wants(t, set("nordlys.example", bad), "company.address_malformed", "addresses")
		}
		if err := set(); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoSignsInIsSeen(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		u := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, "")
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			if _, err := company.OpenSession(ctx, tx, u.ID, "test"); err != nil {
				return err
			}
			got, err := company.FindUser(ctx, tx, u.ID)
			if !got.SeenAt.Equal(tx.Now) {
				t.Errorf("last here %v", got.SeenAt)
			}
			return err
		})
	})
}

func TestAnInvitationIsAuditedWithoutItsToken(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		u := addUser(t, o, company.UserDraft{Email: "a@nordlys.example", Name: "A", Role: company.RoleAdmin}, "")
		before := 0
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.AuditLog(ctx, tx, 0, 1000)
			if before = len(all); err != nil {
				return err
			}
			if _, err := company.SignInLink(ctx, tx, 0, time.Hour); err != nil {
				return err
			}
			_, err = company.SignInLink(ctx, tx, u.ID, time.Hour)
			return err
		})
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.AuditLog(ctx, tx, 0, 1000)
			if len(all) != before+1 || all[0].Action != "user.invited" || all[0].Subject != database.FormatID("usr", u.ID) || string(all[0].Detail) != "null" {
				t.Errorf("%d entries more, the last %+v", len(all)-before, all[0])
			}
			return err
		})
	})
}
