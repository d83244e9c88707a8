package simulate

import (
	"math"
	"testing"
	"time"

	"regard/internal/listen/interaction"
)

// lived is what the lives of the small world came to.
type lived struct {
	tales, negative  int
	reached, atOnce  int // tales with a contact; those solved by the first
	calls, handed    int
	norsk, customers int
	few, here        int // of the customers who have not left
}

func live(w *World) lived {
	var sum lived
	for i := range w.o.Customers {
		l := w.life(i)
		evidence := 0.0 // tales, the older the less (half a year for a half)
		l.heard = func(t *tale) {
			sum.tales++
			if t.felt < -0.15 {
				sum.negative++
			}
			if t.contacts > 0 {
				sum.reached++
				if t.contacts == 1 && t.atOnce {
					sum.atOnce++
				}
			}
			sum.calls += t.calls
			sum.handed += t.handed
			if t.topic != general {
				evidence += math.Exp2(-w.o.Now.Sub(t.at).Hours() / 24 / 180)
			}
		}
		l.until(w.o.Now)
		sum.customers++
		if l.who.norsk {
			sum.norsk++
		}
		if l.left.IsZero() {
			sum.here++
			if evidence < 1.5 {
				sum.few++
			}
		}
	}
	return sum
}

func TestBaseRates(t *testing.T) {
	sum := live(small())
	for _, r := range []struct {
		name            string
		part, whole     int
		want, tolerance float64
	}{
		{"negative episodes", sum.negative, sum.tales, 0.22, 0.025},
		{"solved at first contact", sum.atOnce, sum.reached, 0.70, 0.04},
		{"calls handed on", sum.handed, sum.calls, 0.12, 0.02},
		{"customers who write Norwegian", sum.norsk, sum.customers, 0.60, 0.04},
		{"customers of whom there is too little to tell", sum.few, sum.here, 0.50, 0.06},
	} {
		got := float64(r.part) / float64(r.whole)
		t.Logf("%s: %.3f of %d", r.name, got, r.whole)
		if math.Abs(got-r.want) > r.tolerance {
			t.Errorf("%s: %.3f, aimed at %.2f", r.name, got, r.want)
		}
	}
}

func TestMondayAndJanuaryArePeaks(t *testing.T) {
	var day [7]int
	var month [13]int
	night, web := 0, 0
	for _, d := range told() {
		at := d.OccurredAt.In(oslo)
		if d.Channel == interaction.Phone && d.Direction == in {
			day[at.Weekday()]++
			month[at.Month()]++
			if at.Hour() < 8 || at.Hour() >= 21 {
				t.Errorf("a call at %v", at)
			}
		}
		if d.Channel == interaction.Web {
			web++
			if at.Hour() >= 18 || at.Hour() < 6 {
				night++
			}
		}
	}
	for i := range day {
		if i != int(time.Monday) && day[i] >= day[time.Monday] {
			t.Errorf("calls by weekday: %v", day)
		}
	}
	for m := 2; m <= 12; m++ {
		if month[m] >= month[1] {
			t.Errorf("calls by month: %v", month)
		}
	}
	if night*10 < web*3 {
		t.Errorf("only %d of %d pages are read in the evening or at night", night, web)
	}
}

func TestTheSoreLeaveSoonerThanTheGlad(t *testing.T) {
	w := small()
	var left, stayed, sumLeft, sumStayed float64
	for c := range w.Customers() {
		if c.LeftAt.IsZero() {
			stayed++
			sumStayed += w.Latent(c.Ref, w.Now())
			continue
		}
		left++
		sumLeft += w.Latent(c.Ref, c.LeftAt.AddDate(0, -1, 0))
	}
	if left/stayed < 0.05 || left/stayed > 0.3 {
		t.Errorf("%v left, %v stayed", left, stayed)
	}
	if sumLeft/left > sumStayed/stayed-0.08 {
		t.Errorf("latent regard of who left %.2f, of who stayed %.2f", sumLeft/left, sumStayed/stayed)
	}
}

func TestRecognitionIsSometimesHard(t *testing.T) {
	weak := map[string]int{}
	for _, d := range told() {
		if len(d.Identifiers) == 1 {
			weak[d.Identifiers[0].Kind]++
		}
	}
	for _, kind := range []string{"phone", "email", "device", "handle:x"} {
		if weak[kind] == 0 {
			t.Errorf("nothing comes with only a %s", kind)
		}
	}
	phones := map[string]int{}
	emails := map[string]int{}
	for c := range small().Customers() {
		for _, id := range c.Identifiers {
			switch id.Kind {
			case "phone":
				phones[id.Value]++
			case "email":
				emails[id.Value]++
			}
		}
	}
	shared := 0
	for _, n := range phones {
		if n > 1 {
			shared++
		}
	}
	if shared == 0 || len(emails) != small().o.Customers {
		t.Errorf("%d telephones are shared; %d addresses for %d customers", shared, len(emails), small().o.Customers)
	}
}
