package web

import (
	"hash/maphash"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// turnstile lets so many through from an address: burst at once, then one each
// so often (a token bucket). An address is kept as a hash, with a salt that
// lives as long as the process, and only until its bucket is full again.
type turnstile struct {
	mu      sync.Mutex
	salt    maphash.Seed
	every   time.Duration
	burst   float64
	buckets map[uint64]bucket
	swept   time.Time
}

type bucket struct {
	tokens float64
	at     time.Time
}

// A site's people may share an address, so it is generous: ten at once, then
// one a minute.
const (
	throughAtOnce = 10
	throughEvery  = time.Minute
)

func newTurnstile() *turnstile {
	return &turnstile{salt: maphash.MakeSeed(), every: throughEvery, burst: throughAtOnce, buckets: map[uint64]bucket{}}
}

// pass takes a token of an address; where there is none it tells for how long
// there will be none.
func (t *turnstile) pass(address string, now time.Time) (wait time.Duration, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sweep(now)
	key := maphash.String(t.salt, address)
	b, seen := t.buckets[key]
	if !seen {
		b = bucket{tokens: t.burst, at: now}
	}
	b.tokens, b.at = t.filled(b, now), now
	if b.tokens < 1 {
		t.buckets[key] = b
		return time.Duration((1 - b.tokens) * float64(t.every)), false
	}
	b.tokens--
	t.buckets[key] = b
	return 0, true
}

func (t *turnstile) filled(b bucket, now time.Time) float64 {
	return min(t.burst, b.tokens+float64(now.Sub(b.at))/float64(t.every))
}

// sweep forgets addresses whose buckets are full again.
func (t *turnstile) sweep(now time.Time) {
	if now.Sub(t.swept) < t.every {
		return
	}
	t.swept = now
	for key, b := range t.buckets {
		if t.filled(b, now) >= t.burst {
			delete(t.buckets, key)
		}
	}
}

// from is whence a request comes: the other side's address or, where that is a
// proxy of our own house, the one that the proxy says. Of IPv6 it is the
// network, since a visitor has all of that.
func from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if said := r.Header.Values("X-Forwarded-For"); len(said) > 0 && (a.IsLoopback() || a.IsPrivate()) {
		last := said[len(said)-1]
		last = strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
		if b, err := netip.ParseAddr(last); err == nil {
			a = b
		}
	}
	if a = a.Unmap(); a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
