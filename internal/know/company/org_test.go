package company_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/problem"
)

// rows reads lines of type|key|name|parent or contributor|from|until.
func rows(lines ...string) company.OrgFile {
	f := company.OrgFile{Tops: true}
	for _, line := range lines {
		c := append(strings.Split(line, "|"), "", "", "", "")
		r := company.OrgRow{Type: c[0], Key: c[1], Name: c[2], From: day(c[4]), Until: day(c[5])}
		if r.Parent = c[3]; c[0] == "employee" || c[0] == "" {
			r.Parent, r.Contributor = "", c[3]
		}
		f.Rows = append(f.Rows, r)
	}
	return f
}

func day(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, oslo)
	if err != nil {
		panic(err)
	}
	return t
}

var oslo = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	return zone
}()

// told are a plan's steps in a line each.
func told(p company.OrgPlan) (lines []string) {
	for _, s := range p.Steps {
		line := fmt.Sprintf("%s %s", s.Do, s.Key)
		if s.Was != "" || s.Is != "" {
			line += fmt.Sprintf(" %s>%s", s.Was, s.Is)
		}
		if !s.At.IsZero() {
			line += " " + s.At.In(oslo).Format(time.DateOnly)
		}
		lines = append(lines, line)
	}
	for _, r := range p.Refused {
		q := problem.Of(r.Problem)
		lines = append(lines, fmt.Sprintf("line %d: %s %s", r.Line, q.Field, q.Code))
	}
	return lines
}

func planned(t *testing.T, o *company.Office, f company.OrgFile, want ...string) {
	t.Helper()
	companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
		p, err := company.PlanOrg(ctx, tx, f)
		if got := told(p); !slices.Equal(got, want) {
			t.Errorf("planned\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
		}
		return err
	})
}

func imported(t *testing.T, o *company.Office, f company.OrgFile) {
	t.Helper()
	companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
		_, err := company.ImportOrg(ctx, tx, f, true)
		return err
	})
}

var nordlys = []string{"department|support|Support", "department|billing|Billing", "partner|carrier|Fjordfrakt", "unit|carrier-north|Fjordfrakt North|carrier",
	"employee|kari|Kari Nordby|support|2024-01-15", "employee|ola|Ola Viken|Billing", "|liv|Liv Moe|carrier-north"}

func TestAnOrganisationFileIsTheWholeTruthAndBroughtInTwiceChangesNothing(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		f := rows(nordlys...)
		planned(t, o, f, "added kari >Support 2024-01-15", "added ola >Billing", "added liv >Fjordfrakt North")
		imported(t, o, f)
		c.pass(time.Hour)
		planned(t, o, f)

		// Kari moves, Ola is not named any more, the north stands by itself, and Support has another name.
		f = rows("department|support|Customer care", "department|billing|Billing", "partner|carrier|Fjordfrakt", "partner|carrier-north|Fjordfrakt North||2026-02-01",
			"employee|kari|Kari Nordby|billing|2026-02-16", "|liv|Liv Moe-Berg|carrier-north")
		want := []string{"renamed support Support>Customer care", "moved carrier-north Fjordfrakt> 2026-02-01",
			"renamed liv Liv Moe>Liv Moe-Berg", "moved kari Customer care>Billing 2026-02-16", "left ola Billing>"}
		want[3] = "moved kari Support>Billing 2026-02-16"
		planned(t, o, f, want...)
		imported(t, o, f)
		c.pass(time.Hour)
		planned(t, o, f)
		d := directory(t, o)
		if e := d.Employee(d.EmployeeID("ola")); e.LeftAt.IsZero() || e.ContributorID != 0 {
			t.Errorf("Ola is still there: %+v", e)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.Memberships(ctx, tx, d.EmployeeID("kari"))
			if len(all) != 2 || !all[0].From.Equal(day("2024-01-15")) || !all[0].To.Equal(day("2026-02-16")) {
				t.Errorf("Kari's past is %+v", all)
			}
			return err
		})
		if got := audited(t, o, "organisation"); len(got) != 2 {
			t.Errorf("audited %v", got)
		}
	})
}

func TestADateNeverTakesAPlaceAway(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows("employee|kari|Kari|support|2024-01-15"))
		imported(t, o, rows("employee|kari|Kari|billing|2025-06-01"))
		planned(t, o, rows("employee|kari|Kari|billing|2019-01-01"))                               // of the hiring
		planned(t, o, rows("employee|kari|Kari|support|2019-01-01"), "moved kari Billing>Support") // as of now
		planned(t, o, rows("employee|kari|Kari|support|2026-05-01"), "moved kari Billing>Support 2026-05-01")
		imported(t, o, rows("employee|kari|Kari|support|2026-05-01"))
		planned(t, o, rows("employee|kari|Kari|support|2026-05-01")) // it is dated ahead already
		imported(t, o, rows("employee|ola|Ola|support", "employee|kari|Kari"))
		planned(t, o, rows("employee|ola|Ola|support|2020-01-01", "employee|kari|Kari"), "dated ola 2020-01-01")
	})
}

func TestASplitIsToldAndTheOldUnitKeepsItsPast(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows(append(nordlys, "|eva|Eva|support", "|ida|Ida|support")...))
		f := rows("department|billing|Billing", "partner|carrier|Fjordfrakt", "unit|carrier-north|Fjordfrakt North|carrier", "department|care|Care", "unit|phone|Phones|care", "unit|chat|Chat|care",
			"|ola|Ola Viken|Billing", "|liv|Liv Moe|carrier-north", "|kari|Kari Nordby|phone|2026-03-01", "|eva|Eva|phone|2026-03-01", "|ida|Ida|chat|2026-03-01")
		planned(t, o, f, "added care", "added phone >Care", "added chat >Care", "split support >Chat (1), Phones (2)", "closed support",
			"moved kari Support>Phones 2026-03-01", "moved eva Support>Phones 2026-03-01", "moved ida Support>Chat 2026-03-01")
		old := directory(t, o).ContributorID("support")
		imported(t, o, f)
		planned(t, o, f)
		d := directory(t, o)
		if k := d.Contributor(old); k.Key != "support" || k.ClosedAt.IsZero() || d.Touchpoint(d.TouchpointID("support.call")).OwnerID != old {
			t.Errorf("the old unit: %+v", k)
		}
	})
}

func TestARefusedRowSpoilsNothingElseAndNobodyLeavesForIt(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows(nordlys...))
		f := rows("department|support|Support", "department|billing|", "partner|carrier|Fjordfrakt", "unit|carrier-north|Fjordfrakt North|nowhere", "team|x|X", "department|a|A|b", "department|b|B|a", "unit|c|C|a", "unit|d|D",
			"|kari|Kari Nordby|support", "|kari|Kari again|support", "|ola|Ola Viken|nowhere", "|Liv Moe|Liv Moe|carrier", "|eva|Eva|support|2026-02-01|2026-01-01", "|new|New|support")
		f.Rows = append(f.Rows, company.OrgRow{Key: "mail", Name: "Mail", Email: "kari at nordlys"})
		planned(t, o, f, "added new >Support", "line 2: name field.required", "line 4: parent org.unit_missing", "line 5: type org.type_unknown", "line 6: parent contributor.circle", "line 7: parent org.unit_missing",
			"line 8: parent org.unit_missing", "line 9: parent org.parent_needed", "line 11: key org.twice", "line 12: contributor org.unit_missing", "line 13: key key.malformed", "line 14: until until.before_from", "line 16: email email.malformed")
	})
}

func TestAFileThatSaysNothingOfUnitsOrPeopleLeavesThemAlone(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows(nordlys...))
		planned(t, o, rows("department|support|Support"), "closed billing", "closed carrier", "closed carrier-north")
		planned(t, o, rows("|kari|Kari Nordby|"), "left liv Fjordfrakt North>", "left ola Billing>")
		partial := rows("|kari|Kari N|", "department|depot|Depot")
		partial.Partial = true
		planned(t, o, partial, "added depot", "renamed kari Kari Nordby>Kari N")
		unread := rows("|kari|Kari Nordby|", "|||")
		planned(t, o, unread, "line 2: key field.required")
		ahead := rows(nordlys...)
		ahead.Rows[4].Until = day("2026-12-31")
		planned(t, o, ahead)
		ahead.Rows[4].Until, ahead.Rows[5].Until = day("2026-02-28"), day("2026-02-27")
		planned(t, o, ahead, "left kari Support> 2026-02-28", "left ola Billing> 2026-02-27")
		imported(t, o, ahead)
		planned(t, o, ahead)
		planned(t, o, rows(nordlys...), "reopened kari", "reopened ola")
		imported(t, o, rows(nordlys...))
		planned(t, o, rows(nordlys...))
	})
}

func TestWhoLeavesByMistakeIsAskedAboutFirst(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows(nordlys...))
		err := try(o, func(ctx context.Context, tx *company.Tx) error {
			_, err := company.ImportOrg(ctx, tx, rows(nordlys[:5]...), false)
			return err
		})
		wants(t, err, "org.many_leave", "")
		planned(t, o, rows(nordlys...))
	})
}

func TestUnitsSwapPlacesInOneFile(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows("department|a|A", "department|b|B|a", "department|c|C|b"))
		f := rows("department|a|A|b", "department|b|B|c", "department|c|C")
		imported(t, o, f)
		planned(t, o, f)
		d := directory(t, o)
		if got := d.Root(d.ContributorID("a")).Key; got != "c" {
			t.Errorf("a stands below %s", got)
		}
	})
}

func TestAUnitThatIsToBeginSoonerBeginsThen(t *testing.T) {
	eachTime(t, func(t *testing.T, o *company.Office, c *clock) {
		imported(t, o, rows("department|u0|North", "department|u1|South"))
		imported(t, o, rows("department|u0|North||2027-01-01", "department|u1|South"))
		f := rows("department|u0|North||2026-04-15", "department|u1|South")
		planned(t, o, f, "moved u0 2026-04-15")
		imported(t, o, f)
		planned(t, o, f)
	})
}

// TestAnyFileDoneLeavesNothingToBeDone asks it of random organisations.
func TestAnyFileDoneLeavesNothingToBeDone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := newClock()
		o := companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), c.now))
		t := r
		for range 3 {
			var lines []string
			for i := range rapid.IntRange(1, 4).Draw(t, "units") {
				parent := rapid.SampledFrom([]string{"", "u0", "u1", "u2"}).Draw(t, "parent")
				lines = append(lines, fmt.Sprintf("department|u%d|%s|%s|%s|%s", i, rapid.SampledFrom([]string{"North", "South"}).Draw(t, "name"), parent, someDay(t), someDay(t)))
			}
			for i := range rapid.IntRange(0, 4).Draw(t, "people") {
				lines = append(lines, fmt.Sprintf("employee|e%d|Somebody|%s|%s|%s", i, rapid.SampledFrom([]string{"", "u0", "u1", "u3"}).Draw(t, "unit"), someDay(t), someDay(t)))
			}
			f := rows(lines...)
			f.Partial = rapid.Bool().Draw(t, "partial")
			err := try(o, func(ctx context.Context, tx *company.Tx) error {
				p, err := company.ImportOrg(ctx, tx, f, true)
				if err != nil {
					return err
				}
				tx.Now = tx.Now.Add(time.Minute)
				again, err := company.PlanOrg(ctx, tx, f)
				if len(again.Steps) > 0 {
					t.Errorf("%v: did %v, then %v", lines, told(p), told(again))
				}
				return err
			})
			if err != nil {
				t.Fatalf("%v: %v", lines, err)
			}
			c.pass(time.Duration(rapid.IntRange(1, 90).Draw(t, "days")) * 24 * time.Hour)
		}
	})
}

func someDay(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", "2019-05-01", "2025-11-01", "2026-03-01", "2026-04-15", "2027-01-01"}).Draw(t, "day")
}
