package impression_test

import (
	"context"
	"math"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// TestAUnitCountsWhereItStoodWhenItHappened moves a unit from one contributor
// to another between two weeks.
func TestAUnitCountsWhereItStoodWhenItHappened(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "ada")
		ids := map[string]int64{}
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ImportOrg(ctx, tx, company.OrgFile{Partial: true, Rows: []company.OrgRow{{Type: "unit", Key: "carrier-north", Name: "North", Parent: "support", From: companytest.Now.AddDate(0, 0, -10)}}}, false)
			if err != nil {
				return err
			}
			d, err := tx.Directory(ctx)
			for _, key := range []string{"carrier", "carrier-north", "support", "billing"} {
				ids[key] = d.ContributorID(key)
			}
			return err
		})
		ago := func(days int) time.Time { return companytest.Now.AddDate(0, 0, -days) }
		l.leave(l.many(ago(12), 3, "phone", ids["carrier-north"], -0.8)...)
		l.leave(l.many(ago(2), 2, "phone", ids["carrier-north"], 0.8)...)
		l.leave(l.many(ago(40), 4, "email", ids["carrier"], 0)...)
		l.leave(l.many(ago(200), 5, "email", ids["carrier"], 0)...)
		follow(t, o, impression.Pulse(o))
		figures := func(who company.Actor, ids ...int64) (f map[int64]*impression.Figure, err error) {
			ctx := context.Background()
			err = o.View(ctx, who, func(tx *company.Tx) error { f, err = impression.Figures(ctx, tx, ids...); return err })
			return f, err
		}
		f, err := figures(company.System, ids["carrier"], ids["carrier-north"], ids["support"])
		if err != nil {
			t.Fatal(err)
		}
		type want struct{ now, negative, before int64 }
		for key, w := range map[string]want{"carrier": {3, 3, 4}, "carrier-north": {5, 3, 0}, "support": {2, 0, 0}} {
			g := f[ids[key]]
			if got := (want{g.Now.Total(), g.Now.Negative, g.Before.Total()}); got != w {
				t.Errorf("%s: %+v, want %+v", key, got, w)
			}
			sum := int64(0)
			for _, week := range g.Weeks {
				sum += week.Total()
			}
			if sum != g.Now.Total()+g.Before.Total() {
				t.Errorf("%s: the weeks sum to %d", key, sum)
			}
		}
		if got := f[ids["support"]].Weeks[impression.FigureWeeks-1].Positive; got != 2 {
			t.Errorf("the last week of support: %d", got)
		}

		for _, one := range []struct {
			who  company.Actor
			key  string
			sees bool
		}{
			{company.Actor{Kind: company.ActorUser, Role: company.RoleManager, ContributorID: ids["support"]}, "carrier-north", true},
			{company.Actor{Kind: company.ActorUser, Role: company.RoleManager, ContributorID: ids["support"]}, "carrier", false},
			{company.Actor{Kind: company.ActorUser, Role: company.RolePartner, ContributorID: ids["carrier"]}, "carrier", true},
			{company.Actor{Kind: company.ActorUser, Role: company.RolePartner, ContributorID: ids["carrier"]}, "carrier-north", false},
			{company.Actor{Kind: company.ActorUser, Role: company.RoleFrontline, ContributorID: ids["support"]}, "support", false},
			{company.Actor{Kind: company.ActorUser, Role: company.RoleExecutive}, "support", true},
		} {
			if _, err := figures(one.who, ids[one.key]); (err == nil) != one.sees || err != nil && problem.KindOf(err) != problem.NotFound {
				t.Errorf("%s on %s: %v", one.who.Role, one.key, err)
			}
			_, _, contributors := today(t, o, one.who)
			for _, u := range contributors {
				if sees := u.Contributor == ids[one.key]; sees && !one.sees {
					t.Errorf("%s is shown %s on Today", one.who.Role, one.key)
				}
			}
		}
	})
}

// The two means and their difference follow Moore, McCabe and Craig,
// Introduction to the Practice of Statistics, example 7.14 (directed reading
// activities: 51.476, s 11.007, n 21; 41.522, s 17.149, n 23), with the normal
// 1.96 in the place of t.
func TestTheDifferenceOfTwoMeansHasItsInterval(t *testing.T) {
	count := func(n int64, mean, s float64) impression.Count {
		return impression.Count{Neutral: n, Sum: float64(n) * mean, Squares: s*s*float64(n-1) + float64(n)*mean*mean}
	}
	by, low, high, enough := count(21, 51.476, 11.007).Change(count(23, 41.522, 17.149))
	se := math.Sqrt(11.007*11.007/21 + 17.149*17.149/23)
	if math.Abs(by-9.954) > 1e-9 || math.Abs(low-(9.954-1.96*se)) > 1e-6 || math.Abs(high-(9.954+1.96*se)) > 1e-6 || !enough {
		t.Errorf("%.3f, %.3f to %.3f, %v", by, low, high, enough)
	}
	if math.Abs(se-4.31) > 0.01 {
		t.Errorf("standard error %.3f, published 4.31", se)
	}
	if _, low, high, enough := (impression.Count{}).Change(count(30, 0, 1)); enough || low > -1 || high < 1 {
		t.Error("nothing differs from something")
	}
}
