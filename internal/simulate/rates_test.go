package simulate

import (
	"testing"
	"time"

	"regard/internal/listen/interaction"
)

func TestBaseRates(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		d := New(Options{Seed: seed, Customers: 6000, Now: tuesday}).Describe()
		for _, r := range d.Rates {
			t.Logf("seed %d: %s: %.3f of %d", seed, r.Name, r.Value, r.N)
			if !r.Right() {
				t.Errorf("seed %d: %s: %.3f of %d, to be %.3f to %.3f", seed, r.Name, r.Value, r.N, r.Low, r.High)
			}
		}
		if d.LeavingMonth < 0.004 || d.LeavingMonth > 0.012 {
			t.Errorf("seed %d: %.4f leave in a month", seed, d.LeavingMonth)
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
