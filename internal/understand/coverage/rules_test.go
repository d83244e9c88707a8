package coverage

import (
	"math"
	"testing"
	"time"
)

func TestTheUsualLanguageIsTheMostFrequentOfLate(t *testing.T) {
	for name, c := range map[string]struct {
		heard []string // the last first
		want  string
	}{
		"none":                          {nil, ""},
		"none that is known":            {[]string{"", ""}, ""},
		"the only one":                  {[]string{"", "nb"}, "nb"},
		"the more frequent":             {[]string{"en", "nb", "nb"}, "nb"},
		"of two as frequent the last":   {[]string{"en", "nb", "nb", "en"}, "en"},
		"a region is no other language": {[]string{"en-GB", "nb", "EN_us"}, "en"},
	} {
		t.Run(name, func(t *testing.T) {
			var list []contact
			for i, l := range c.heard {
				list = append(list, contact{at: time.Unix(int64(1000-i), 0), language: l})
			}
			if got := usualLanguage(latest(list)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestOnlyTheLatestContactsAreLookedAt(t *testing.T) {
	var list []contact
	for i := range 3 * newest {
		c := contact{at: time.Unix(int64(i), 0), id: int64(i), channel: "phone", language: "nb"}
		if i >= 2*newest {
			c.channel, c.language = "chat", "en"
		}
		list = append(list, c)
	}
	got := latest(list)
	if len(got) != newest || usualLanguage(got) != "en" || lastChannel(got) != "chat" {
		t.Errorf("%d, %s, %s", len(got), usualLanguage(got), lastChannel(got))
	}
}

func TestSizesOfAccounts(t *testing.T) {
	for people, want := range map[int]string{0: "none", 1: "1-2", 2: "1-2", 3: "3-10", 10: "3-10", 11: "11-50", 50: "11-50", 51: "51-", 4000: "51-"} {
		if got := sizeOf(people); got != want {
			t.Errorf("%d: %s, want %s", people, got, want)
		}
	}
}

// The scores 60, 62 … 78: mean 69, s = 6.055, s/√10 = 1.915, so ± 3.753.
func TestAMeanComesWithItsInterval(t *testing.T) {
	r := Row{Customers: 40, Known: 10, Worth: 1000, KnownWorth: 630}
	for x := 60.0; x < 80; x += 2 {
		r.Scores, r.Squares = r.Scores+x, r.Squares+x*x
	}
	mean, low, high, enough := r.Mean()
	if !enough || mean != 69 || math.Abs(low-65.247) > 0.001 || math.Abs(high-72.753) > 0.001 {
		t.Errorf("%g, %g to %g, %t", mean, low, high, enough)
	}
	if r.Share() != 0.25 || r.WorthShare() != 0.63 {
		t.Errorf("%g, %g", r.Share(), r.WorthShare())
	}
	r.Known = FewestForMean - 1
	if _, _, _, enough := r.Mean(); enough {
		t.Error("a mean of too few is told")
	}
	if (Row{}).Share() != 0 || (Row{}).WorthShare() != 0 {
		t.Error("a share of nothing is told")
	}
}
