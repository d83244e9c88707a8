package impression_test

import (
	"context"
	"maps"
	"math"
	"testing"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/impression"
)

const hour, day = time.Hour, 24 * time.Hour

func TestALatePartJoinsTwoAndAVoidSplitsOne(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		first, last, between := l.part(144*hour, "thread:a", -0.4), l.part(0, "thread:a", 0.4), l.part(72*hour, "thread:a", 0)
		l.leave(first)
		l.leave(last)
		two := l.episodes()
		if l.shape() != "1 1" {
			t.Fatal(l.shape())
		}
		l.leave(between)
		one := l.episodes()
		if l.shape() != "3" || one[0].ID != two[0].ID || !one[0].OpenedAt.Equal(first.At) || !one[0].LastAt.Equal(last.At) {
			t.Fatalf("%s %+v: the earliest keeps the id", l.shape(), one)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			e, err := impression.FindEpisode(ctx, tx, two[1].ID)
			if e.ID != one[0].ID {
				t.Errorf("what pointed at the other does not follow: %+v", e)
			}
			return err
		})
		check(t, o)
		l.withdraw(between)
		if got := l.episodes(); l.shape() != "1 1" || got[0].ID != two[0].ID || got[0].Valence != -0.4 || got[1].Valence != 0.4 {
			t.Errorf("split %+v", got)
		}
		check(t, o)
		l.withdraw(first, last)
		if x := l.explain(10); l.shape() != "" || x.Score != 60 || x.Evidence != 0 {
			t.Errorf("%q, score %v: nothing is left", l.shape(), x.Score)
		}
		check(t, o)
	})
}

func TestAReferenceIsOneNeedUntilItIsCalledDone(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		order := func(ago time.Duration, done bool, left ...float64) impression.Part {
			p := l.part(ago, "reference:order:1", left...)
			p.Key.ByReference, p.Done, p.HandlerID = true, done, 9
			return p
		}
		l.leave(order(150*day, false, -0.5), order(90*day, false), order(3*day, true, 0.5))
		if l.shape() != "3" {
			t.Errorf("%s over five months, want one", l.shape())
		}
		l.leave(order(2*day, false, -0.2))
		got := l.episodes()
		if l.shape() != "3 1" || got[1].RepeatOf != got[0].ID || got[0].DoneBy != 9 {
			t.Fatalf("%s, %+v: coming back within a week is a repeat", l.shape(), got)
		}
		// The end is called done later than thought: the rest follows it.
		l.leave(order(1*day, true))
		check(t, o)
		// Called done a month ago already, by a part that comes late.
		l.leave(order(30*day, true))
		if l.shape() != "3 1 2" {
			t.Errorf("%s after a late part that called it done", l.shape())
		}
		check(t, o)
	})
}

func TestPriorPartsAndRestSumToTheScore(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		var parts []impression.Part
		for i := range 20 {
			parts = append(parts, l.part(time.Duration(i*30)*day, "thread:"+string(rune('a'+i)), math.Sin(float64(i))))
		}
		l.leave(parts...)
		for _, limit := range []int{0, 3, 20, 100} {
			x := l.explain(limit)
			sum := x.Prior + x.Rest.Points
			for i, p := range x.Points {
				sum += p.Points
				if i > 0 && math.Abs(p.Points) > math.Abs(x.Points[i-1].Points)+1e-12 {
					t.Errorf("point %d is larger than the one before", i)
				}
				if len(p.Impressions) != 1 || p.Episode.PeakID != p.Impressions[0].PartID {
					t.Errorf("point %d rests on %+v", i, p.Impressions)
				}
			}
			if math.Abs(sum-x.Score) > 1e-9 || len(x.Points) != min(limit, 20) || x.Rest.Episodes != 20-min(limit, 20) || x.Episodes != 20 {
				t.Errorf("limit %d: %d parts, rest %+v, sum %v, score %v", limit, len(x.Points), x.Rest, sum, x.Score)
			}
		}
		x := l.explain(5)
		if len(x.Marks) != 12 || len(x.Line) == 0 {
			t.Fatalf("%d marks, %d moments", len(x.Marks), len(x.Line))
		}
		for i, m := range x.Line {
			if i > 0 && m.At.Before(x.Line[i-1].At) {
				t.Errorf("moment %d goes back in time", i)
			}
			if m.Low > m.Score || m.Score > m.High || m.Low < 0 || m.High > 100 {
				t.Errorf("moment %+v", m)
			}
		}
		if end := x.Line[len(x.Line)-1]; !end.At.Equal(companytest.Now) || math.Abs(end.Score-x.Score) > 1e-9 {
			t.Errorf("the line ends at %+v, the score is %v", end, x.Score)
		}
		for i, m := range x.Marks {
			if i > 0 && m.At.Before(x.Marks[i-1].At) || m.Jump == 0 || m.Episode == 0 {
				t.Errorf("mark %+v", m)
			}
		}
	})
}

func TestANewLawJudgesEverythingAnew(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		ctx := t.Context()
		l, other := begin(t, o, "a"), begin(t, o, "b")
		effort := l.part(day, "thread:e")
		effort.Efforts = []impression.Effort{{ContributorID: 1, Wait: 600}}
		l.leave(l.part(400*hour, "thread:a", -0.6), l.part(310*hour, "thread:a", 0.6), effort)
		other.leave(other.part(10*day, "thread:b", 0.8))
		before := l.explain(10)
		if l.shape() != "1 1 1" {
			t.Fatal(l.shape())
		}
		law := impression.Default
		law.HalfLifeDays, law.GapHours, law.NegativeFactor = 90, 100, 3
		law.Basis = map[impression.Basis]float64{impression.Asked: 1, impression.Observed: 0.8, impression.Inferred: 0.5, impression.Detected: 0.4}
		law.Effort.WaitMinute = -0.1
		adopt := func(law impression.Law) (version int64, err error) {
			err = o.Update(ctx, company.System, func(tx *company.Tx) error {
				version, err = impression.Adopt(ctx, tx, law)
				return err
			})
			return version, err
		}
		for field, spoil := range map[string]func(l *impression.Law){
			"half_life_days":        func(l *impression.Law) { l.HalfLifeDays = 0 },
			"prior_valence":         func(l *impression.Law) { l.PriorValence = math.NaN() },
			"strained":              func(l *impression.Law) { l.Strained = 70 },
			"effort.wait_minute":    func(l *impression.Law) { l.Effort.WaitMinute = 1 },
			"effort.free_transfers": func(l *impression.Law) { l.Effort.FreeTransfers = -1 },
			"enough_episodes":       func(l *impression.Law) { l.EnoughEpisodes = -1 },
			"basis.asked":           func(l *impression.Law) { l.Basis = maps.Clone(l.Basis); l.Basis[impression.Asked] = 11 },
			"kind.talk": func(l *impression.Law) {
				l.Kind = map[string]float64{"delivery": 1, "visit": 1, "recovery": 1, "talk": 11, "mail": 1, "page": 1, "broadcast": 0}
			},
		} {
			bad := law
			spoil(&bad)
			_, err := adopt(bad)
			wants(t, err, "field.out_of_range", field)
		}
		if version, err := adopt(law); version != 1 || err != nil {
			t.Fatal(version, err)
		}
		if x := l.explain(10); x.Law != 1 || x.Score == before.Score {
			t.Errorf("law %d, score %v before the job comes", x.Law, x.Score)
		}
		rejudge(t, o)
		check(t, o)
		after := l.explain(10)
		if after.Law != 1 || l.shape() != "2 1" || after.Score == before.Score || math.Abs(l.episodes()[1].Valence+0.3) > 1e-9 {
			t.Errorf("law %d, %s, score %v (was %v), effort %v", after.Law, l.shape(), after.Score, before.Score, l.episodes()[1].Valence)
		}
		if v := impression.Default.Basis[impression.Observed]; v != 0.5 {
			t.Errorf("the documented law became %v by reading another", v)
		}
		if version, err := adopt(impression.Default); version != 2 || err != nil {
			t.Fatal(version, err)
		}
		rejudge(t, o)
		check(t, o)
		if again := l.explain(10); math.Abs(again.Score-before.Score) > 1e-9 || l.shape() != "1 1 1" {
			t.Errorf("the documented law again: %s, score %v, was %v", l.shape(), again.Score, before.Score)
		}
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			all, err := company.Versions(ctx, tx, "relationship")
			if len(all) != 2 || all[1].Version != 1 {
				t.Errorf("versions %+v", all)
			}
			return err
		})
	})
}

func TestTheLawIsReadByManyAtOnce(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := impression.Adopt(ctx, tx, impression.Default)
			return err
		})
		done := make(chan bool)
		for range 4 {
			go func() {
				defer func() { done <- true }()
				for range 200 {
					o.View(context.Background(), company.System, func(tx *company.Tx) error {
						_, err := impression.InForce(context.Background(), tx)
						return err
					})
				}
			}()
		}
		for range 4 {
			<-done
		}
	})
}

func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "a")
		l.leave(l.part(5*day, "thread:a", -0.6), l.part(4*day, "thread:a", 0.2), l.part(day, "thread:b", 0.5))
		check(t, o)
		for _, statement := range []string{
			`UPDATE relationship SET n = n * 1.001`,
			`UPDATE relationship SET d = d + 1`,
			`UPDATE relationship SET q = 0`,
			`UPDATE relationship SET slow_e = slow_e + 1`,
			`UPDATE relationship SET episodes = episodes + 1`,
			`UPDATE relationship SET law = 7`,
			`UPDATE relationship SET last_at = first_at`,
			`UPDATE episode SET valence = valence + 0.001`,
			`UPDATE episode SET weight = weight * 2`,
			`UPDATE episode SET opened_at = last_at WHERE parts = 2`,
			`UPDATE episode SET repeat_of = 1`,
			`UPDATE part SET signals = NULL`,
			`DELETE FROM part WHERE id = (SELECT min(id) FROM part)`,
			`DELETE FROM impression`,
			`UPDATE impression SET valence = -1`,
			`DELETE FROM episode WHERE parts = 1`,
		} {
			found := findings(t, o, func(ctx context.Context, tx *company.Tx) error {
				_, err := tx.Exec(ctx, statement)
				return err
			})
			if len(found) == 0 {
				t.Errorf("%s: not found", statement)
			}
		}
		check(t, o)
	})
}
