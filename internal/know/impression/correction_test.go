package impression_test

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
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
)

// correct corrects the part of a life, wherever it lies now.
func (l *life) correct(part impression.Part, d impression.CorrectionDraft) (c impression.Correction) {
	l.t.Helper()
	l.update(func(ctx context.Context, tx *company.Tx) (err error) {
		d.EpisodeID, d.PartID, d.Reason = l.where(ctx, tx, part.ID), part.ID, "the test says so"
		c, err = impression.Correct(ctx, tx, d)
		return err
	})
	return c
}

func (l *life) takeBack(c impression.Correction) {
	l.t.Helper()
	l.update(func(ctx context.Context, tx *company.Tx) error { return impression.TakeBack(ctx, tx, c) })
}

// where returns the episode that a part lies in.
func (l *life) where(ctx context.Context, tx *company.Tx, part int64) int64 {
	l.t.Helper()
	id, err := episodeOf(ctx, tx, l.id, part)
	if err != nil {
		l.t.Fatal(err)
	}
	return id
}

func episodeOf(ctx context.Context, tx *company.Tx, record customer.ID, part int64) (int64, error) {
	list, err := impression.Episodes(ctx, tx, []customer.ID{record}, time.Time{})
	if err != nil {
		return 0, err
	}
	for _, e := range list {
		of, err := impression.PartsOf(ctx, tx, []int64{e.ID})
		if err != nil {
			return 0, err
		}
		if slices.Contains(of[e.ID], part) {
			return e.ID, nil
		}
	}
	return 0, fmt.Errorf("part %d lies nowhere", part)
}

func number(v float64) *float64 { return &v }

func TestACorrectedValenceCountsAndTheMachinesStays(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "corrected")
		p := l.part(hour, "thread:a")
		p.Signals = []impression.Signal{{Role: impression.RoleWords, Valence: 0.6, Confidence: 0.5}}
		l.leave(p)
		before := l.explain(10)
		c := l.correct(p, impression.CorrectionDraft{Kind: impression.Valence, Role: impression.RoleWords, Valence: number(-0.8)})
		if c.Was.Valence == nil || *c.Was.Valence != 0.6 || c.Was.Basis != impression.Detected || c.Was.Confidence != 0.5 {
			t.Errorf("the machine's judgement is kept as %+v", c.Was)
		}
		x := l.explain(10)
		if got := x.Points[0].Impressions[0]; got.Valence != -0.8 || got.Basis != impression.Observed || got.Confidence != 1 || got.Weight != 0.5 {
			t.Errorf("left %+v after it was corrected", got)
		}
		again := l.correct(p, impression.CorrectionDraft{Kind: impression.Valence, Role: impression.RoleWords, Valence: number(0)})
		if *again.Was.Valence != 0.6 {
			t.Errorf("corrected twice, the machine's is %v", *again.Was.Valence)
		}
		check(t, o)
		l.takeBack(again)
		if x := l.explain(10); x.Points[0].Impressions[0].Valence != -0.8 {
			t.Errorf("taken back it is %v, want what was said before", x.Points[0].Impressions[0].Valence)
		}
		l.takeBack(c)
		if after := l.explain(10); after.Score != before.Score || after.Points[0].Impressions[0].Basis != impression.Detected {
			t.Errorf("score %v after it was taken back, %v before", after.Score, before.Score)
		}
		check(t, o)
	})
}

func TestWhatNothingCouldBeToldOfCanBeTold(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "untold")
		first, middle, last := l.part(3*hour, "thread:a"), l.part(2*hour, "thread:a"), l.part(hour, "thread:a")
		for _, p := range []*impression.Part{&first, &middle, &last} {
			p.Signals = []impression.Signal{{Role: impression.RoleWords}}
		}
		l.leave(first, middle, last)
		if e := l.episodes()[0]; e.Impressions != 0 {
			t.Fatalf("%d impressions", e.Impressions)
		}
		c := l.correct(middle, impression.CorrectionDraft{Kind: impression.Valence, Role: impression.RoleWords, Valence: number(-1)})
		if e := l.episodes()[0]; e.Impressions != 1 || e.Valence != -1 || c.Was.Valence != nil {
			t.Errorf("%d impressions of %v; before: %+v", e.Impressions, e.Valence, c.Was)
		}
		l.correct(middle, impression.CorrectionDraft{Kind: impression.Valence, Role: impression.RoleWords})
		if e := l.episodes()[0]; e.Impressions != 0 {
			t.Errorf("%d impressions where somebody said that nothing can be told", e.Impressions)
		}
		check(t, o)
	})
}

func TestACorrectedCauseIsWhatTheWordsAreChargedTo(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "caused")
		var carrier, support int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier, support = d.ContributorID("carrier"), d.ContributorID("support")
			return err
		})
		late, mail := l.part(2*hour, "reference:order:1"), l.part(hour, "reference:order:1")
		late.Key.ByReference, mail.Key.ByReference = true, true
		late.Signals = []impression.Signal{{Role: impression.RoleOutcome, Valence: -0.4, Confidence: 1, Cause: impression.Whole(support, impression.ByRule)}}
		mail.Signals = []impression.Signal{{Role: impression.RoleWords, Valence: -0.6, Confidence: 0.8}}
		l.leave(late, mail)
		l.correct(late, impression.CorrectionDraft{Kind: impression.Cause, Role: impression.RoleOutcome, Shares: []impression.Share{{ContributorID: carrier, Portion: 1}}})
		for _, i := range l.explain(10).Points[0].Impressions {
			if len(i.Shares) != 1 || i.Shares[0] != (impression.Share{ContributorID: carrier, Portion: 1, Source: impression.Stated}) {
				t.Errorf("%s is charged to %+v", i.Role, i.Shares)
			}
		}
		check(t, o)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := impression.Correct(ctx, tx, impression.CorrectionDraft{EpisodeID: l.where(ctx, tx, late.ID), PartID: late.ID, Kind: impression.Cause,
				Role: impression.RoleOutcome, Shares: []impression.Share{{ContributorID: carrier, Portion: 0.7}, {ContributorID: support, Portion: 0.7}}, Reason: "both"})
			if p := problem.Of(err); p == nil || p.Code != "correction.shares_sum" {
				t.Errorf("140 %%: %v", err)
			}
			return nil
		})
	})
}

func TestEpisodesAreJoinedAndSplitByHand(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "hands")
		a, b, c := l.part(10*24*hour, "thread:a", -0.5), l.part(9*24*hour, "thread:a"), l.part(8*24*hour, "thread:a", 0.5)
		d := l.part(9*24*hour+hour, "touchpoint:1", 0.4)
		l.leave(a, b, c, d)
		shape := func(want string) {
			t.Helper()
			if got := l.shape(); got != want {
				t.Errorf("episodes of %q parts, want %q", got, want)
			}
			check(t, o)
		}
		shape("1 3")
		var first int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error { first = l.where(ctx, tx, a.ID); return nil })
		joined := l.correct(d, impression.CorrectionDraft{Kind: impression.Together, OtherID: a.ID})
		shape("4")
		if l.episodes()[0].ID != first {
			t.Error("the earliest does not keep its id")
		}
		late := l.part(7*24*hour, "touchpoint:1") // within the gap of what was joined: it comes along
		l.leave(late)
		shape("5")
		split := l.correct(b, impression.CorrectionDraft{Kind: impression.Split})
		shape("2 3") // a and d (tied), with late (d's own); b and c
		l.takeBack(joined)
		shape("1 2 2")
		l.takeBack(split)
		shape("3 2")
		apart := l.correct(b, impression.CorrectionDraft{Kind: impression.Apart})
		shape("1 2 2")
		l.takeBack(apart)
		shape("3 2")
		given := l.correct(c, impression.CorrectionDraft{Kind: impression.Apart, OtherID: late.ID})
		shape("2 3")
		l.withdraw(late)
		shape("1 2 1") // the tie holds nothing now
		l.update(func(ctx context.Context, tx *company.Tx) error {
			return impression.Replace(ctx, tx, nil, []impression.Part{late}) // it comes back, and its tie holds again
		})
		shape("2 3")
		l.takeBack(given)
		shape("3 2")
	})
}

func TestACorrectionWithoutReasonOrSenseIsRefused(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "refused")
		p := l.part(hour, "thread:a", 0.2)
		l.leave(p)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			e := l.where(ctx, tx, p.ID)
			for _, d := range []struct {
				draft impression.CorrectionDraft
				code  string
			}{
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Valence, Role: impression.RoleObserved, Valence: number(0)}, "field.required"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Valence, Role: impression.RoleObserved, Valence: number(2), Reason: "x"}, "field.out_of_range"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Valence, Role: impression.RoleWords, Valence: number(0), Reason: "x"}, "correction.no_impression"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Cause, Role: impression.RoleObserved, Reason: "x"}, "correction.shares_sum"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: "other", Reason: "x"}, "correction.kind_unknown"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Split, Reason: "x"}, "correction.begins_already"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Apart, Reason: "x"}, "correction.alone_already"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Together, Reason: "x"}, "field.required"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Together, OtherID: p.ID, Reason: "x"}, "correction.together_already"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID + 1, Kind: impression.Split, Reason: "x"}, "correction.no_part"},
				{impression.CorrectionDraft{EpisodeID: e, PartID: p.ID, Kind: impression.Valence, Role: impression.RoleObserved, Reason: strings.Repeat("x", 501)}, "field.too_long"},
			} {
				if _, err := impression.Correct(ctx, tx, d.draft); problem.Of(err) == nil || problem.Of(err).Code != d.code {
					t.Errorf("%+v: %v, want %s", d.draft, err, d.code)
				}
			}
			return nil
		})
		check(t, o)
	})
}

// Corrections of random parts, in the order drawn or shuffled into the arrival
// of the parts, give one state; and taking all of them back gives the state in
// which none was made.
func TestCorrectionsInAnyOrderGiveTheSameState(t *testing.T) {
	eachProperty(t, func(t *rapid.T, o *company.Office) {
		w := fresh(t, o, 2, runs)
		list := parts(t, w.records[0])
		copied := as(list, w.records[1])
		plan := drawn(t, list)
		w.leave(list)
		plain := w.state(w.records[0])
		var made []impression.Correction
		for _, d := range plan {
			made = append(made, w.correct(w.records[0], list, list, d)...)
		}
		w.check()
		// The other record's parts arrive late, after the others were corrected.
		cut := rapid.IntRange(0, len(copied)).Draw(t, "cut")
		w.leave(copied[:cut])
		w.leave(copied[cut:])
		for _, k := range rapid.Permutation(indices(len(plan))).Draw(t, "order of corrections") {
			w.correct(w.records[1], list, copied, plan[k])
		}
		w.check()
		if a, b := w.state(w.records[0]), w.state(w.records[1]); a != b && !clash(plan) {
			t.Fatalf("one order:\n%s\nanother:\n%s", a, b)
		}
		order := rapid.Permutation(indices(len(made))).Draw(t, "order of taking back")
		for range made { // taking one back brings what it had replaced into force again
			for _, k := range order {
				w.update(func(ctx context.Context, tx *company.Tx) error {
					c, err := impression.FindCorrection(ctx, tx, made[k].ID)
					if err != nil || !c.UndoneAt.IsZero() {
						return err
					}
					return impression.TakeBack(ctx, tx, c)
				})
			}
		}
		w.check()
		if got := w.state(w.records[0]); got != plain {
			t.Fatalf("never corrected:\n%s\ntaken back:\n%s", plain, got)
		}
	})
}

// step is a correction of the nth part.
type step struct {
	part, other int
	kind        impression.CorrectionKind
	role        impression.Role
	valence     *float64
	share       int64
}

func drawn(t *rapid.T, list []impression.Part) (plan []step) {
	for range rapid.IntRange(0, 6).Draw(t, "corrections") {
		s := step{part: rapid.IntRange(0, len(list)-1).Draw(t, "part"), other: rapid.IntRange(0, len(list)-1).Draw(t, "other"),
			kind:  rapid.SampledFrom([]impression.CorrectionKind{impression.Valence, impression.Cause, impression.Split, impression.Apart, impression.Together}).Draw(t, "kind"),
			role:  rapid.SampledFrom([]impression.Role{impression.RoleOutcome, impression.RoleWords, impression.RoleObserved, impression.RoleAsked, impression.RoleEffort}).Draw(t, "role"),
			share: rapid.Int64Range(0, 0).Draw(t, "share")}
		if rapid.Bool().Draw(t, "says") {
			s.valence = number(float64(rapid.IntRange(-10, 10).Draw(t, "ruled")) / 10)
		}
		plan = append(plan, s)
	}
	return plan
}

// clash tells whether the order of corrections is allowed to matter: where one
// replaces another, or whether one makes sense hangs on an earlier one.
func clash(plan []step) bool {
	type key struct {
		part int
		kind impression.CorrectionKind
		role impression.Role
	}
	seen := map[key]bool{}
	hands := 0
	for _, s := range plan {
		k := key{s.part, s.kind, ""}
		if s.kind == impression.Valence || s.kind == impression.Cause {
			k.role = s.role
		} else {
			hands++
		}
		if seen[k] || s.role == impression.RoleEffort {
			return true // an effort lies where the episode last cost something
		}
		seen[k] = true
	}
	return hands > 1
}

// correct makes a correction, unless it makes no sense as things are.
func (w *world) correct(record customer.ID, plan, list []impression.Part, s step) (made []impression.Correction) {
	d := impression.CorrectionDraft{PartID: list[s.part].ID, Kind: s.kind, Role: s.role, Valence: s.valence, Reason: "drawn"}
	switch s.kind {
	case impression.Cause:
		d.Shares = []impression.Share{{ContributorID: s.share, Portion: 1}}
	case impression.Apart, impression.Together:
		if d.OtherID = list[s.other].ID; s.other == s.part {
			d.OtherID = 0
		}
	}
	w.update(func(ctx context.Context, tx *company.Tx) error {
		made = nil
		var err error
		if d.EpisodeID, err = episodeOf(ctx, tx, record, d.PartID); err != nil {
			return err
		}
		c, err := impression.Correct(ctx, tx, d)
		if p := problem.Of(err); p != nil && (strings.HasPrefix(p.Code, "correction.") || p.Code == "field.required") {
			return nil
		}
		if err == nil {
			made = append(made, c)
		}
		return err
	})
	return made
}

func indices(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func TestAContestedShareStaysUntilDecided(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "contested")
		var carrier, support int64
		companytest.View(t, o, func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier, support = d.ContributorID("carrier"), d.ContributorID("support")
			return err
		})
		p := l.part(hour, "thread:a")
		p.Signals = []impression.Signal{{Role: impression.RoleOutcome, Valence: -0.8, Confidence: 1, Cause: impression.Whole(carrier, impression.ByRule)}}
		l.leave(p)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			return customer.KnownTo(ctx, tx, [][2]int64{{carrier, int64(l.id)}})
		})
		charged := func() string {
			var s string
			for _, sh := range l.explain(1).Points[0].Shares {
				s += fmt.Sprintf("%d:%.1f/%s ", sh.ContributorID, sh.Portion, sh.Source)
			}
			return strings.TrimSpace(s)
		}
		was := charged()
		ctx := context.Background()
		partner := company.Actor{Kind: company.ActorUser, ID: 77, Role: company.RolePartner, ContributorID: carrier}
		other := company.Actor{Kind: company.ActorUser, ID: 78, Role: company.RoleManager, ContributorID: support}
		var c impression.Contest
		contest := func(who company.Actor) error {
			return o.Update(ctx, who, func(tx *company.Tx) error {
				e := l.where(ctx, o.Within(tx.Tx, company.System), p.ID)
				made, err := impression.ContestShare(ctx, tx, e, p.ID, impression.RoleOutcome, "the parcel was handed to us two days late")
				if err == nil {
					c = made
				}
				return err
			})
		}
		if err := contest(other); problem.Of(err) == nil || problem.Of(err).Code != "contest.not_charged" {
			t.Errorf("support contests the carrier's: %v", err)
		}
		if err := contest(partner); err != nil {
			t.Fatal(err)
		}
		if err := contest(partner); problem.Of(err) == nil || problem.Of(err).Code != "contest.open" {
			t.Errorf("contested twice: %v", err)
		}
		if charged() != was {
			t.Errorf("charged %s before it was decided", charged())
		}
		made := c
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) (err error) {
			if n, err := impression.CountContests(ctx, tx); err != nil || n != 1 {
				t.Errorf("%d contests wait (%v)", n, err)
			}
			made, err = impression.DecideContest(ctx, tx, c.ID, true, support, "right: it left our stock late")
			return err
		})
		if want := fmt.Sprintf("%d:1.0/stated", support); charged() != want {
			t.Errorf("charged %s, want %s", charged(), want)
		}
		check(t, o)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := impression.ReopenContest(ctx, tx, made.ID)
			return err
		})
		if charged() != was {
			t.Errorf("charged %s after the decision was taken back", charged())
		}
		check(t, o)
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			_, err := impression.DecideContest(ctx, tx, made.ID, false, 0, "no: the label says Monday")
			return err
		})
		if charged() != was {
			t.Errorf("charged %s after it was rejected", charged())
		}
	})
}

func TestATieHoldsAcrossAnyStretchOfTime(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "far apart")
		a, b := l.part(300*24*hour, "thread:a", -0.5), l.part(hour, "thread:b", 0.5)
		l.leave(a, b)
		l.correct(b, impression.CorrectionDraft{Kind: impression.Together, OtherID: a.ID})
		l.withdraw(b)
		l.update(func(ctx context.Context, tx *company.Tx) error {
			return impression.Replace(ctx, tx, nil, []impression.Part{b})
		})
		if l.shape() != "2" {
			t.Errorf("episodes of %q parts after it came back, want one of 2", l.shape())
		}
		check(t, o)
	})
}

func TestARepeatMadeByHandStaysOneWhateverChangesLongBefore(t *testing.T) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		l := begin(t, o, "made by hand")
		done, back, on := l.part(5*day, "thread:a"), l.part(3*day, "thread:b"), l.part(2*day, "thread:c")
		done.Done, done.HandlerID = true, 9
		done.TouchpointID, back.TouchpointID = 1, 1
		l.leave(done, back, on)
		l.correct(on, impression.CorrectionDraft{Kind: impression.Together, OtherID: back.ID})
		repeat := func(when string) {
			t.Helper()
			if list := l.episodes(); list[len(list)-1].RepeatOf != list[len(list)-2].ID {
				t.Errorf("what was joined is no repeat %s", when)
			}
			check(t, o)
		}
		repeat("at first")
		l.leave(l.part(60*day, "thread:d", -0.5))
		repeat("after a part that comes late")
	})
}
