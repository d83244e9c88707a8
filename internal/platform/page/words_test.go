package page

import (
	"strings"
	"testing"
	"time"
)

func plain(s string) string { return strings.NewReplacer(nbsp, " ", narrow, "_").Replace(s) }

func TestNumbersCarryTheirSign(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Signed(4.24), "+4.2"}, {Signed(-11.3), "−11.3"}, {Signed(-0.04), "0.0"}, {Signed2(-0.736), "−0.74"},
		{Decimal(53.81), "53.8"}, {Count(999), "999"}, {Count(20031), "20_031"}, {Count(int64(-1234567)), "−1_234_567"},
		{Percent(0.41), "41 %"}, {Percent(0.002), "< 1 %"}, {Percent(0.999), "> 99 %"}, {Percent(0), "0 %"}, {Percent(1), "100 %"},
		{Plural(1, "day", "days"), "1 day"}, {Plural(0, "day", "days"), "0 days"}, {Sentence("ærlig talt"), "Ærlig talt"}, {Sentence(""), ""},
	} {
		if plain(c.got) != c.want {
			t.Errorf("%q, want %q", plain(c.got), c.want)
		}
	}
}

func TestMoneyShowsTheMinorPartOnlyWhereThereIsOne(t *testing.T) {
	for want, m := range map[string]Money{
		"NOK 8_388": {838800, "NOK"}, "NOK 412.05": {41205, "NOK"}, "JPY 1_200": {1200, "JPY"}, "EUR −3.50": {-350, "EUR"}, "TND 1.250": {1250, "TND"},
	} {
		if got := plain(m.String()); got != want {
			t.Errorf("%v is %q, want %q", m, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		40 * time.Second: "40 s", 12*time.Minute + 20*time.Second: "12 min", 59*time.Minute + 50*time.Second: "60 min",
		2*time.Hour + 5*time.Minute: "2 h 5 min", 3 * time.Hour: "3 h", 70 * time.Hour: "3 days", 24 * time.Hour: "1 day",
	} {
		if got := plain(Span(d)); got != want {
			t.Errorf("Span(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestWhenSpeaksOfTheReadersDay(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	h := Here{Zone: oslo, Now: time.Date(2026, 3, 10, 0, 30, 0, 0, oslo)}
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{
		{20 * time.Second, "just now"}, {4 * time.Minute, "4 min ago"}, {25 * time.Minute, "25 min ago"}, {90 * time.Minute, "yesterday 23:00"},
		{49 * time.Hour, "Sat 23:30"}, {20 * 24 * time.Hour, "18 Feb"}, {400 * 24 * time.Hour, "3 Feb 2025"}, {-26 * time.Hour, "tomorrow 02:30"},
	} {
		got := plain(string(When(h, h.Now.Add(-c.ago))))
		if !strings.Contains(got, ">"+c.want+"</time>") || !strings.Contains(got, `title="`) {
			t.Errorf("%v ago is %q, want %q with the exact time as title", c.ago, got, c.want)
		}
	}
	if When(h, time.Time{}) != "" {
		t.Error("no time is told as one")
	}
	utc := When(Here{Now: h.Now}, time.Date(2026, 3, 9, 23, 0, 0, 0, time.UTC))
	if !strings.Contains(string(utc), "UTC") {
		t.Errorf("without a zone: %q, want UTC", utc)
	}
}

func TestDatesAreAsShortAsCanBe(t *testing.T) {
	h := Here{Now: time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)}
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{at(2026, 3, 3), at(2026, 3, 9), "3–9 Mar"}, {at(2026, 2, 28), at(2026, 3, 4), "28 Feb – 4 Mar"},
		{at(2025, 3, 3), at(2025, 3, 9), "3–9 Mar 2025"}, {at(2025, 12, 30), at(2026, 1, 2), "30 Dec 2025 – 2 Jan 2026"}, {at(2026, 3, 3), at(2026, 3, 3), "3 Mar</time>"},
	} {
		if got := string(Dates(h, c.from, c.to)); !strings.HasSuffix(strings.TrimSuffix(got, "</time>"), strings.TrimSuffix(c.want, "</time>")) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
