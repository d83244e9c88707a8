package gate

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestTheTurnstileFillsAgainAndForgets(t *testing.T) {
	turn, now := NewTurnstile(time.Minute, 10), time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for range 10 {
		if _, ok := turn.Pass("a", now); !ok {
			t.Fatal("stopped too early")
		}
	}
	if wait, ok := turn.Pass("a", now); ok || wait != time.Minute {
		t.Error(wait, ok)
	}
	if _, ok := turn.Pass("b", now); !ok {
		t.Error("another pays for the first")
	}
	if _, ok := turn.Pass("a", now.Add(time.Minute)); !ok {
		t.Error("not filled again")
	}
	if _, ok := turn.Pass("a", now.Add(time.Minute)); ok {
		t.Error("filled too much")
	}
	turn.Back("a")
	if _, ok := turn.Pass("a", now.Add(time.Minute)); !ok {
		t.Error("who need not have been counted was")
	}
	for i := range 3 { // two spans on, nobody of the first is remembered
		turn.Pass("c", now.Add(time.Duration(i+1)*11*time.Minute))
	}
	if n := len(turn.now) + len(turn.was); n > 2 {
		t.Errorf("%d are remembered", n)
	}
	var open *Turnstile
	if _, ok := open.Pass("a", now); !ok {
		t.Error("a nil turnstile stops somebody")
	}
}

func TestHoweverManyAddressesThereAreFewAreRemembered(t *testing.T) {
	turn, now := NewTurnstile(time.Minute, 2), time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for i := range 5 * remembered {
		turn.Pass(fmt.Sprint(i), now)
	}
	if n := len(turn.now) + len(turn.was); n > 2*remembered {
		t.Errorf("%d are remembered", n)
	}
}

func TestWhenceARequestComes(t *testing.T) {
	named, err := ParseProxies([]string{"192.0.2.1", "203.0.113.0/24", "10.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		proxies            Proxies
		remote, said, want string
	}{
		{nil, "192.0.2.1:80", "", "192.0.2.1"},
		{nil, "192.0.2.1:80", "198.51.100.7", "192.0.2.1"}, // anybody can say anything
		{nil, "127.0.0.1:80", "10.0.0.1, 198.51.100.7", "198.51.100.7"},
		{nil, "127.0.0.1:80", "198.51.100.7, 10.0.0.1", "10.0.0.1"}, // what stands before it anybody can have said
		{nil, "10.1.2.3:80", "198.51.100.7", "198.51.100.7"},
		{nil, "127.0.0.1:80", "rubbish", "127.0.0.1"},
		{nil, "[2001:db8:1:2:3:4:5:6]:80", "", "2001:db8:1:2::/64"},
		{nil, "[::ffff:192.0.2.1]:80", "", "192.0.2.1"},
		{nil, "@", "", "@"},
		{named, "192.0.2.1:80", "198.51.100.7", "198.51.100.7"},
		{named, "192.0.2.1:80", "198.51.100.7, 203.0.113.9", "198.51.100.7"},
		{named, "192.0.2.1:80", "1.1.1.1, 198.51.100.7, 203.0.113.9", "198.51.100.7"}, // the first was said by a stranger
		{named, "127.0.0.1:80", "198.51.100.7", "127.0.0.1"},                          // not one of those that are named
		{named, "192.0.2.1:80", "rubbish, 203.0.113.9", "203.0.113.9"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.said != "" {
			r.Header.Set("X-Forwarded-For", c.said)
		}
		if got := c.proxies.Whence(r); got != c.want {
			t.Errorf("%v %s %s: %s, want %s", c.proxies, c.remote, c.said, got, c.want)
		}
	}
	if _, err := ParseProxies([]string{"proxy.example"}); err == nil {
		t.Error("a name is taken for an address")
	}
}

func TestAClockThatStepsBackTakesNothingAway(t *testing.T) {
	turn, now := NewTurnstile(time.Minute, 10), time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	turn.Pass("a", now)
	if _, ok := turn.Pass("a", now.Add(-time.Hour)); !ok {
		t.Error("who asked once is stopped when the clock steps back")
	}
}
