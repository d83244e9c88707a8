package gate

import (
	"hash/maphash"
	"sync"
	"time"
)

// Turnstile lets so many through of one kind (from one address, say): burst at
// once, then one each so often (a token bucket). Whom it is about is kept as a
// hash, with a salt that lives as long as the process, in memory, and no longer
// than it takes to be let through anew; of very many, who came long ago is
// forgotten. A nil turnstile lets everybody through.
type Turnstile struct {
	every time.Duration
	burst float64

	mu       sync.Mutex
	salt     maphash.Seed
	now, was map[uint64]bucket // was is the generation before
	turned   time.Time         // when now began
}

type bucket struct {
	tokens float64
	at     time.Time
}

// remembered is how many a generation remembers: some 5 MB.
const remembered = 100_000

// NewTurnstile makes one that lets through burst at once, then one each every.
func NewTurnstile(every time.Duration, burst int) *Turnstile {
	return &Turnstile{every: every, burst: float64(burst), salt: maphash.MakeSeed(), now: map[uint64]bucket{}}
}

// Pass lets one through, or tells for how long none will be.
func (t *Turnstile) Pass(who string, now time.Time) (wait time.Duration, ok bool) {
	if t == nil {
		return 0, true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	// Whoever is not in the last two spans has all of his tokens again.
	if span := time.Duration(t.burst * float64(t.every)); len(t.now) >= remembered || now.Sub(t.turned) > span {
		t.was, t.now, t.turned = t.now, map[uint64]bucket{}, now
	}
	key := maphash.String(t.salt, who)
	b, seen := t.now[key]
	if !seen {
		b, seen = t.was[key]
	}
	if !seen {
		b = bucket{tokens: t.burst, at: now}
	}
	b.tokens, b.at = min(t.burst, b.tokens+float64(max(0, now.Sub(b.at)))/float64(t.every)), now
	if ok = b.tokens >= 1; ok {
		b.tokens--
	} else {
		wait = time.Duration((1 - b.tokens) * float64(t.every))
	}
	t.now[key] = b
	return wait, ok
}

// Back takes back that one was let through: he need not have been counted.
func (t *Turnstile) Back(who string) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	key := maphash.String(t.salt, who)
	if b, seen := t.now[key]; seen {
		b.tokens = min(t.burst, b.tokens+1)
		t.now[key] = b
	}
}
