package impression

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// noon is a time to count from.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// on makes a part of a talk, so many hours after noon.
func on(id int64, hours float64, signals ...Signal) *Part {
	return &Part{ID: id, CustomerID: 1, Key: Key{Text: "thread:a"}, At: noon.Add(time.Duration(hours * float64(time.Hour))), Channel: "phone", Kind: "talk",
		HandlerID: 9, Inbound: true, Signals: signals}
}

func seen(v float64) Signal { return Signal{Role: RoleObserved, Valence: v, Confidence: 1} }

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestTheScoreAndItsBandByHand(t *testing.T) {
	const k, b, s, variance = 3, 0.2, 0.3, 0.25
	band := func(q, d float64) float64 { return 50 * 1.96 * math.Sqrt(k*k*s*s+variance*q) / (d + k) }
	type left struct {
		valence, weight float64
		daysAgo         float64
	}
	for _, c := range []struct {
		name        string
		list        []left
		score, half float64
	}{
		{"nothing", nil, 60, 29.4},
		{"one asked -1 talk today", []left{{-1, 1, 0}}, 30, band(9, 3)},         // w = 1 × 1.5 × 2 = 3: 50 + 50·(-3+0.6)/6
		{"the same half a life ago", []left{{-1, 1, 180}}, 40, band(2.25, 1.5)}, // 50 + 50·(-1.5+0.6)/4.5
		{"one asked +1 talk today", []left{{1, 1, 0}}, 50 + 50*2.1/4.5, band(2.25, 1.5)},
		{"a neutral one weighs half", []left{{0, 1, 0}}, 50 + 50*0.6/3.5, band(0.25, 0.5)},
		{"an observed visit of -0.6", []left{{-0.6, 0.5 * 1.5, 0}}, 50 + 50*(-0.99+0.6)/4.65, band(1.65*1.65, 1.65)},
		{"two, one a year old", []left{{-1, 1, 360}, {0.5, 1, 0}}, 50 + 50*(-0.75+0.5+0.6)/(0.75+1+3), band(0.75*0.75+1, 1.75)},
	} {
		var total sums
		for _, l := range c.list {
			total = total.plus(Default.term(l.valence, l.weight, noon.Add(-time.Duration(l.daysAgo*24)*time.Hour), Default.HalfLifeDays))
		}
		st := Default.standing(total.at(noon, Default.HalfLifeDays), true)
		if !near(st.Score, c.score) || !near(st.Low, math.Max(0, c.score-c.half)) || !near(st.High, math.Min(100, c.score+c.half)) {
			t.Errorf("%s: %.6f (%.6f to %.6f), want %.6f ± %.6f", c.name, st.Score, st.Low, st.High, c.score, c.half)
		}
	}
}

func TestBandsAndWhenThereIsEnoughToTell(t *testing.T) {
	for _, c := range []struct {
		score  float64
		enough bool
		want   Band
	}{{44.9, true, Strained}, {45, true, Even}, {65, true, Even}, {65.1, true, Warm}, {10, false, UnknownBand}} {
		// N that gives the score with D = 7, k = 3: 50 + 50·(N+0.6)/10.
		st := Default.standing(sums{N: (c.score-50)/5 - 0.6, D: 7}, c.enough)
		if st.Band != c.want {
			t.Errorf("%v: %s, want %s", c.score, st.Band, c.want)
		}
	}
	half := time.Duration(180 * 24 * float64(time.Hour))
	for _, c := range []struct {
		e        float64
		episodes int64
		asked    time.Time
		want     bool
	}{
		{0, 0, time.Time{}, false},
		{1.5, 2, time.Time{}, true},
		{1.49, 2, time.Time{}, false},
		{3, 1, time.Time{}, false},
		{0.5, 1, noon.Add(-half + time.Second), true},
		{0.5, 1, noon.Add(-half), false},
	} {
		if got := Default.enough(c.e, c.episodes, c.asked, noon, Default.HalfLifeDays); got != c.want {
			t.Errorf("E %v over %d, asked %v: %v", c.e, c.episodes, c.asked, got)
		}
	}
	for v, want := range map[float64]Label{-0.3: Negative, -0.29: Neutral, 0: Neutral, 0.29: Neutral, 0.3: Positive, 1: Positive, -1: Negative} {
		if got := Default.Label(v); got != want {
			t.Errorf("%v is %s, want %s", v, got, want)
		}
	}
}

func TestThePeakAndTheEndSpeak(t *testing.T) {
	for _, c := range []struct {
		left []float64
		want float64
	}{
		{[]float64{0.5}, 0.5},
		{[]float64{-0.5}, -0.5},
		{[]float64{-0.6, 0.8}, 0}, // recovered: back to 0, never beyond
		{[]float64{0.8, -0.6}, -0.6},
		{[]float64{-0.4, -0.7, 0.2}, -0.25},
		{[]float64{0.2, 0.8, 0.4}, 0.6},
		{[]float64{-0.1, 1}, 0},
		{[]float64{-1, 1, -1}, -1},
		{[]float64{0, 0.4}, 0.4},
		{[]float64{0.4, 0}, 0.2},
		{[]float64{-0.8, 0}, -0.4},
	} {
		var parts []*Part
		for i, v := range c.left {
			parts = append(parts, on(int64(i+1), float64(i), seen(v)))
		}
		e := &Episode{}
		list := Default.judge(e, parts, nil)
		if !near(e.Valence, c.want) || len(list) != len(c.left) || e.Impressions != int64(len(c.left)) || e.EndID != int64(len(c.left)) {
			t.Errorf("%v left %v (end %d), want %v", c.left, e.Valence, e.EndID, c.want)
		}
	}
}

func TestAnEpisodeWeighsAsItsHeaviestPart(t *testing.T) {
	mail, visit := on(1, 0, seen(0.2)), on(2, 1, seen(0.4))
	mail.Kind, visit.Kind = "mail", "visit"
	broadcast := on(3, 2, seen(-1))
	broadcast.Kind = "broadcast"
	e := &Episode{}
	Default.judge(e, []*Part{mail, visit, broadcast}, nil)
	if !near(e.Weight, 0.5*1.5) || e.Impressions != 2 || !near(e.Valence, 0.4) || e.PeakID != 2 || e.EndID != 2 {
		t.Errorf("%+v: our own broadcast counts nothing", e)
	}
	words := Signal{Role: RoleWords, Valence: 0.5, Confidence: 0.6}
	if Default.judge(e, []*Part{on(1, 0, words)}, nil); !near(e.Weight, 0.4*0.6) {
		t.Errorf("detected weighs %v, want basis × confidence", e.Weight)
	}
	if Default.judge(e, []*Part{on(1, 0, Signal{Role: RoleWords})}, nil); e.Impressions != 0 || e.Weight != 0 {
		t.Errorf("%+v: unknown is an answer", e)
	}
}

func TestEffortIsChargedWhereItHappened(t *testing.T) {
	const a, b, c = 11, 12, 13
	minutes := func(n int) int { return n * 60 }
	for _, x := range []struct {
		name    string
		efforts []Effort
		repeat  *Episode
		want    float64
		shares  string
	}{
		{"three minutes are free", []Effort{{ContributorID: a, Wait: minutes(3), Hold: minutes(3)}}, nil, 0, ""},
		{"a minute more", []Effort{{ContributorID: a, Wait: minutes(4)}}, nil, -0.05, "11:1.00"},
		{"nine minutes", []Effort{{ContributorID: a, Wait: minutes(9)}}, nil, -0.3, "11:1.00"},
		{"an hour is no worse", []Effort{{ContributorID: a, Wait: minutes(60)}}, nil, -0.3, "11:1.00"},
		{"hold is as bad", []Effort{{ContributorID: a, Hold: minutes(5)}}, nil, -0.1, "11:1.00"},
		{"both", []Effort{{ContributorID: a, Wait: minutes(20), Hold: minutes(20)}}, nil, -0.6, "11:1.00"},
		{"two waits are one", []Effort{{ContributorID: a, Wait: minutes(6)}, {ContributorID: b, Wait: minutes(2)}}, nil, -0.25, "11:0.75 12:0.25"},
		{"one transfer is free", []Effort{{ContributorID: a, Transfers: 1}}, nil, 0, ""},
		{"the second is not", []Effort{{ContributorID: a, Transfers: 1}, {ContributorID: b, Transfers: 1}}, nil, -0.15, "11:0.50 12:0.50"},
		{"four", []Effort{{ContributorID: a, Transfers: 4}}, nil, -0.45, "11:1.00"},
		{"gave up", []Effort{{ContributorID: a, Abandoned: true}}, nil, -0.5, "11:1.00"},
		{"explained again", []Effort{{ContributorID: a, ReExplained: true}}, nil, -0.2, "11:1.00"},
		{"came back", nil, &Episode{ID: 5, DoneBy: c}, -0.3, "13:1.00"},
		{"came back to nobody's", nil, &Episode{ID: 5}, -0.3, ""},
		{"came back and explained", []Effort{{ContributorID: a, ReExplained: true}}, &Episode{ID: 5, DoneBy: c}, -0.5, "13:0.60 11:0.40"},
		{"unassigned stays so", []Effort{{ContributorID: a, ReExplained: true}, {Abandoned: true}}, nil, -0.7, "11:0.29"},
		{"everything: no worse than -1", []Effort{{ContributorID: a, Wait: minutes(20), Hold: minutes(20), Transfers: 3}, {ContributorID: b, Abandoned: true, ReExplained: true}}, &Episode{DoneBy: c}, -1, "12:0.37 11:0.47 13:0.16"},
	} {
		var parts []*Part
		for i, f := range x.efforts {
			p := on(int64(i+1), float64(i))
			p.Efforts = []Effort{f}
			parts = append(parts, p)
		}
		if len(parts) == 0 {
			parts = []*Part{on(1, 0)}
		}
		e := &Episode{}
		list := Default.judge(e, parts, x.repeat)
		if x.want == 0 {
			if len(list) != 0 {
				t.Errorf("%s: left %+v", x.name, list)
			}
			continue
		}
		if len(list) != 1 || list[0].Role != RoleEffort || !near(list[0].Valence, x.want) || !near(list[0].Weight, 0.5) {
			t.Errorf("%s: left %+v, want %v", x.name, list, x.want)
			continue
		}
		var shares []string
		for _, s := range list[0].Shares {
			shares = append(shares, fmt.Sprintf("%d:%.2f", s.ContributorID, s.Portion))
		}
		want := strings.Fields(x.shares)
		slices.Sort(want)
		slices.Sort(shares)
		if !slices.Equal(shares, want) {
			t.Errorf("%s: shared %v, want %v", x.name, shares, want)
		}
	}
}

func TestWhatTheCustomerSaidSupersedesWhatHisWordsSeemedToSay(t *testing.T) {
	words := func(v float64) Signal {
		return Signal{Role: RoleWords, Valence: v, Confidence: 0.5, Cause: Whole(1, ByOwner), Handler: Whole(9, ByRule)}
	}
	asked := Signal{Role: RoleAsked, Valence: 0.5, Confidence: 1, Handler: Whole(9, ByRule)}
	e := &Episode{}
	list := Default.judge(e, []*Part{on(1, 0, words(-0.8)), on(2, 1, asked), on(3, 2, words(-0.9))}, nil)
	if len(list) != 1 || list[0].Basis != Asked || !near(e.Valence, 0.5) || !e.AskedAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("%+v of %+v", e, list)
	}
	if len(list[0].Shares) != 1 || list[0].Shares[0].ContributorID != 9 {
		t.Errorf("asked right there, charged to %+v", list[0].Shares)
	}
}

func TestTheFirstWordsAreTheCausesTheLastTheHandlers(t *testing.T) {
	words := func(v, confidence float64, handler int64) Signal {
		return Signal{Role: RoleWords, Valence: v, Confidence: confidence, Cause: Whole(1, ByOwner), Handler: Whole(handler, ByRule)}
	}
	late := Signal{Role: RoleOutcome, Valence: -0.4, Confidence: 1, Cause: Whole(7, ByRule)}
	charged := func(parts ...*Part) (s []string) {
		for _, i := range Default.judge(&Episode{}, parts, nil) {
			who := int64(0)
			if len(i.Shares) > 0 {
				who = i.Shares[0].ContributorID
			}
			s = append(s, fmt.Sprintf("%d %s %d", i.PartID, i.Role, who))
		}
		return s
	}
	for _, c := range []struct {
		name  string
		parts []*Part
		want  []string
	}{
		{"one message: the cause", []*Part{on(1, 0, words(-0.5, 1, 8))}, []string{"1 words 1"}},
		{"first and last; the way between is neither", []*Part{on(1, 0, words(-0.5, 1, 8)), on(2, 1, words(-0.9, 1, 8)), on(3, 2, words(0.5, 1, 9))}, []string{"1 words 1", "3 words 9"}},
		{"the first is unknown", []*Part{on(1, 0, words(0, 0, 8)), on(2, 1, words(0.5, 1, 9))}, []string{"2 words 9"}},
		{"the last is unknown", []*Part{on(1, 0, words(-0.5, 1, 8)), on(2, 1, words(0, 0, 9))}, []string{"1 words 1"}},
		{"whoever's outcome was worst caused it", []*Part{on(1, 0, late), on(2, 1, words(-0.5, 1, 8)), on(3, 2, words(0.5, 1, 9))}, []string{"1 outcome 7", "2 words 7", "3 words 9"}},
	} {
		if got := charged(c.parts...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	stated := words(-0.5, 1, 8)
	stated.Cause[0].Source = Stated
	if got := charged(on(1, 0, late), on(2, 1, stated)); got[1] != "2 words 1" {
		t.Errorf("%v: what somebody stated stands", got)
	}
}

func TestPartsAreCutIntoEpisodes(t *testing.T) {
	at := func(hours float64, done bool) *Part { p := on(int64(hours*100)+1, hours); p.Done = done; return p }
	month := 31 * 24.0
	for _, c := range []struct {
		name        string
		parts       []*Part
		byReference bool
		want        []int
	}{
		{"72 hours exactly are one", []*Part{at(0, false), at(72, false)}, false, []int{2}},
		{"a moment more is two", []*Part{at(0, false), at(72.001, false)}, false, []int{1, 1}},
		{"a chain of gaps is one", []*Part{at(144, false), at(0, false), at(72, false)}, false, []int{3}},
		{"done ends no thread", []*Part{at(0, true), at(1, false)}, false, []int{2}},
		{"a reference lasts for months", []*Part{at(0, false), at(month, false), at(5*month, false)}, true, []int{3}},
		{"until it is called done", []*Part{at(0, false), at(month, true), at(month+1, false), at(9*month, true)}, true, []int{2, 2}},
		{"done twice", []*Part{at(0, true), at(1, true), at(2, false)}, true, []int{1, 1, 1}},
	} {
		for range 2 { // in either order of arrival
			var got []int
			for _, g := range partition(c.parts, c.byReference, Default.gap()) {
				got = append(got, len(g))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
			slices.Reverse(c.parts)
		}
	}
}

func TestComingBackIsARepeatWithinAWeekOfBeingCalledDone(t *testing.T) {
	done := &Episode{ID: 1, Key: Key{Text: "reference:order:1", ByReference: true}, TouchpointID: 3, DoneAt: noon, DoneBy: 9}
	other := &Episode{ID: 2, Key: Key{Text: "thread:x"}, TouchpointID: 4, DoneAt: noon.Add(time.Hour)}
	open := &Episode{ID: 3, Key: Key{Text: "thread:y"}, TouchpointID: 3}
	all := []*Episode{done, other, open}
	week := 7 * 24 * time.Hour
	for _, c := range []struct {
		name string
		e    Episode
		want int64
	}{
		{"about the same reference", Episode{Key: Key{Text: "reference:order:1", ByReference: true}, Inbound: true, OpenedAt: noon.Add(week)}, 1},
		{"a moment too late", Episode{Key: Key{Text: "reference:order:1", ByReference: true}, Inbound: true, OpenedAt: noon.Add(week + time.Second)}, 0},
		{"another reference at the same touchpoint", Episode{Key: Key{Text: "reference:order:2", ByReference: true}, TouchpointID: 3, Inbound: true, OpenedAt: noon.Add(time.Hour)}, 0},
		{"at the same touchpoint", Episode{Key: Key{Text: "thread:z"}, TouchpointID: 3, Inbound: true, OpenedAt: noon.Add(time.Hour)}, 1},
		{"at another", Episode{Key: Key{Text: "thread:z"}, TouchpointID: 5, Inbound: true, OpenedAt: noon.Add(2 * time.Hour)}, 0},
		{"we came to him", Episode{Key: Key{Text: "thread:z"}, TouchpointID: 3, OpenedAt: noon.Add(time.Hour)}, 0},
		{"at the instant it was done", Episode{Key: Key{Text: "thread:z"}, TouchpointID: 3, Inbound: true, OpenedAt: noon}, 0},
		{"nowhere is not the same place", Episode{Key: Key{Text: "thread:z"}, Inbound: true, OpenedAt: noon.Add(time.Hour)}, 0},
	} {
		got := int64(0)
		if o := Default.repeated(&c.e, all); o != nil {
			got = o.ID
		}
		if got != c.want {
			t.Errorf("%s: repeats %d, want %d", c.name, got, c.want)
		}
	}
}
