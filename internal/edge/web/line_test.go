package web

import (
	"math"
	"strings"
	"testing"
	"time"

	"regard/internal/platform/page"
)

func TestTheLineIsDashedWhereThereIsNotEnough(t *testing.T) {
	at := func(n int) time.Time { return sampleNow.AddDate(0, 0, n) }
	l := RelationshipLine{From: at(0), To: at(4), Points: []LinePoint{
		{At: at(0), Score: 60, Low: 30, High: 90}, {At: at(1), Score: 60, Low: 30, High: 90},
		{At: at(2), Score: 70, Low: 60, High: 80, Enough: true}, {At: at(3), Score: 72, Low: 62, High: 82, Enough: true}, {At: at(4), Score: 71, Low: 50, High: 90},
	}}
	d := drawLine(page.Here{}, l)
	if len(d.Dashed) != 1 || len(d.Solid) != 1 {
		t.Fatalf("%d dashed and %d solid runs, want one of each", len(d.Dashed), len(d.Solid))
	}
	join := "500 62.4" // both runs meet on the third day, at 70
	if !strings.HasSuffix(d.Dashed[0], join) || !strings.HasPrefix(d.Solid[0], "M"+join) {
		t.Errorf("the runs %q and %q do not meet at %s", d.Dashed[0], d.Solid[0], join)
	}
	if d.EndX != 100 {
		t.Errorf("the line ends at %v %%, want 100", d.EndX)
	}
}

func TestALineOfOnePointIsNoLine(t *testing.T) {
	if d := drawLine(page.Here{}, RelationshipLine{Points: make([]LinePoint, 1)}); !d.Empty {
		t.Error("one point is drawn")
	}
}

func TestMarksStayWithinThePlotAndTheHeaviestIsShownEverywhere(t *testing.T) {
	l := sampleLine()
	marks := drawLine(page.Here{Zone: oslo}, l).Marks
	var heaviest LineMark
	for _, m := range marks {
		if y := m.Y + m.TextY; m.X < 0 || m.X > 100 || y < 0 || y > plotHeight {
			t.Errorf("mark %q is drawn at %v %%, its number at %v", m.Name, m.X, y)
		}
		if m.Text == page.Signed(-11.3) {
			heaviest = m
		}
	}
	if heaviest.Roomy || !heaviest.Labeled || heaviest.Anchor != "end" {
		t.Errorf("the heaviest mark is %+v", heaviest)
	}
}

func TestEveryRowOfTodayHasTheSameAxes(t *testing.T) {
	s := sampleSlices()
	for _, r := range append(s.Channels, s.Contributors...) {
		if r.Mean.From != s.Channels[0].Mean.From || r.Volume.To != s.Channels[0].Volume.To {
			t.Errorf("%s has axes of its own", r.Name)
		}
		if r.Counts.N() > 0 && math.Abs(r.Mean.Today) > r.Mean.To {
			t.Errorf("%s lies outside its axis", r.Name)
		}
	}
}

func TestEffortIsToldInWords(t *testing.T) {
	var got []string
	for _, w := range effortWords(Effort{WaitSeconds: 720, Transfers: 2, Attempts: 3, Abandoned: true}) {
		got = append(got, strings.ReplaceAll(w.Text, "\u00a0", " "))
	}
	if s := strings.Join(got, ", "); s != "waited 12 min, handed on twice, tried 3 times, gave up" {
		t.Errorf("effort reads %q", s)
	}
	if (Effort{Attempts: 1}).Any() || !(Effort{HoldSeconds: 1}).Any() {
		t.Error("one attempt is effort, or a hold is none")
	}
}

func TestTheAxisOfTimeNamesAtLeastTwoInstants(t *testing.T) {
	for _, days := range []float64{0.2, 1, 2, 5, 9, 11, 13, 16, 25, 40, 65, 100, 300, 731} {
		for shift := range 8 {
			to := sampleNow.AddDate(0, 0, -shift)
			l := RelationshipLine{From: to.Add(-time.Duration(days * 24 * float64(time.Hour))), To: to}
			shown := 0
			for _, tick := range timeAxis(page.Here{Zone: oslo}, l, page.Scale{From: float64(l.From.Unix()), To: float64(l.To.Unix()), A: 0, B: plotWidth}) {
				if !tick.Sparse {
					shown++
				}
			}
			if shown < 2 {
				t.Errorf("%d label over %v days to %v", shown, days, to)
			}
		}
	}
}
