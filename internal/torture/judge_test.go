package torture

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/interaction"
)

// A judge that finds nothing is worth nothing unless he finds what is wrong.
func TestTheJudgeFindsWhatIsLostDoubledOrHalf(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		g := &ground{book: newBook(), dice: rand.New(rand.NewPCG(1, 1)), began: companytest.Now}
		refs := make([]string, 12)
		drafts := make([]interaction.Draft, len(refs))
		for i := range refs {
			refs[i] = fmt.Sprint("a-", i)
			drafts[i] = draft(g.dice, refs[i], g.began)
		}
		g.book.sent(refs)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			got, err := interaction.Record(ctx, tx, drafts[:10], interaction.Live)
			var told []result
			for _, x := range got[:8] {
				told = append(told, result{Status: string(x.Status), ID: x.ID.String(), CustomerID: x.CustomerID.String()})
			}
			g.book.answered(refs[:8], told)
			return err
		})
		judged := func() (r Round) {
			companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
				if err := g.compare(ctx, tx, &r); err != nil {
					return err
				}
				return g.deeds(ctx, tx, &r)
			})
			return r
		}
		if r := judged(); r.All != 8 || r.Landed != 2 || len(r.Wrong) > 0 {
			t.Errorf("as it should be: %+v", r)
		}
		g.recorders = []*recorder{{client: client{waiting: &request{refs: refs[8:12]}}}}
		if r := judged(); r.Halves != 0 || r.Open != 1 || len(r.Wrong) > 0 {
			t.Errorf("some of what was not answered is there: %+v", r)
		}
		g.recorders = nil
		id := g.book.rows["a-3"].id
		g.book.voided[id], g.book.merged["mer_0000000000001"], g.book.worth[g.book.records[0]], g.book.erased[g.book.records[0]] = true, false, 7, true
		r := judged()
		if text := strings.Join(r.Wrong, "\n"); len(r.Wrong) != 4 || r.Lost != 3 || !strings.Contains(text, "promised to be void") || !strings.Contains(text, "worth 7") {
			t.Errorf("deeds that were never done: %+v", r)
		}
		clear(g.book.voided)
		clear(g.book.merged)
		clear(g.book.worth)
		clear(g.book.erased)
		g.book.answered(refs[3:4], []result{{Status: "recorded", ID: id}})
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			for _, statement := range []string{
				`UPDATE interaction SET source_ref = 'a-0' WHERE source_ref = 'a-1'`,
				`DELETE FROM journal WHERE subject_id = (SELECT id FROM interaction WHERE source_ref = 'a-2')`,
			} {
				if _, err := tx.Exec(ctx, statement); err != nil {
					return err
				}
			}
			return nil
		})
		r = judged()
		text := strings.Join(r.Wrong, "\n")
		if r.Doubled != 1 || r.Lost < 1 || r.Halves != 1 || !strings.Contains(text, "a-3 was recorded a second time") || !strings.Contains(text, "told 0 times") {
			t.Errorf("lost, doubled, untold and recorded twice: %+v", r)
		}
	})
}

func TestTheSameSeedMakesTheSamePlan(t *testing.T) {
	plan := func() (all []string) {
		g := &ground{Options: Options{Longest: 1e9, Clients: 1}, book: newBook(), dice: rand.New(rand.NewPCG(7, 0)), began: companytest.Now}
		c := &recorder{client: g.client("r0", 0)}
		for range 50 {
			way, load, starts := g.plan()
			all = append(all, fmt.Sprint(way, load, starts), string(c.next().body))
		}
		return all
	}
	one, other := plan(), plan()
	for i := range one {
		if one[i] != other[i] {
			t.Fatalf("%s\nthen\n%s", one[i], other[i])
		}
	}
}

func TestAReportSumsUpByTheWayItEnded(t *testing.T) {
	r := Report{Rounds: []Round{{Way: AtStart, Promised: 2, Ready: 5}, {Way: UnderLoad, Promised: 3, Ready: 9, Lost: 1, Wrong: []string{"x"}}, {Way: AtStart, Ready: 7, Open: 4}}}
	lines, all := r.Lines()
	if len(lines) != 2 || lines[0].Way != UnderLoad || lines[1].Rounds != 2 || lines[1].Ready != (Spread{7, 7}) || all.Promised != 5 || all.Lost != 1 || all.Open != 4 || r.Sound() {
		t.Errorf("%+v %+v", lines, all)
	}
}
