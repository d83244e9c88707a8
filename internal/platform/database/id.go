package database

import (
	"strings"
	"sync"
	"time"

	"regard/internal/platform/problem"
)

// An id has 63 bits: 41 of milliseconds since 2020, 10 of node, 12 of sequence.
const (
	nodeBits     = 10
	sequenceBits = 12
)

var idEpoch = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// ids gives ids in ascending order, also when the clock steps back.
type ids struct {
	mu   sync.Mutex
	node int64
	last int64 // milliseconds << sequenceBits | sequence
}

func (g *ids) next(now time.Time) int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.last = max(g.last+1, now.Sub(idEpoch).Milliseconds()<<sequenceBits)
	ms, seq := g.last>>sequenceBits, g.last&(1<<sequenceBits-1)
	return ms<<(nodeBits+sequenceBits) | g.node<<sequenceBits | seq
}

func (g *ids) setNode(n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.node = n
}

// crockford is Crockford's base 32, lower case: no i, l, o, u.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

// FormatID shows an id as its prefix, an underscore and 13 digits: "cus_0c1x…".
func FormatID(prefix string, id int64) string {
	var b [13]byte
	for i := 12; i >= 0; i-- {
		b[i] = crockford[id&31]
		id >>= 5
	}
	return prefix + "_" + string(b[:])
}

// ParseID reads an id as FormatID shows it. Upper case, and o, i, l for 0 and
// 1, are forgiven.
func ParseID(prefix, s string) (int64, error) {
	bad := problem.New(problem.Invalid, "id.malformed", problem.Params{"value": clip(s), "prefix": prefix})
	digits, ok := strings.CutPrefix(s, prefix+"_")
	if !ok || len(digits) != 13 {
		return 0, bad
	}
	var id uint64
	for _, c := range strings.ToLower(digits) {
		switch c {
		case 'o':
			c = '0'
		case 'i', 'l':
			c = '1'
		}
		d := strings.IndexRune(crockford, c)
		if d < 0 || id>>58 != 0 {
			return 0, bad
		}
		id = id<<5 | uint64(d)
	}
	return int64(id), nil
}

func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// IDAt returns the least id that can have been given at an instant.
func IDAt(t time.Time) int64 {
	return max(0, t.Sub(idEpoch).Milliseconds()) << (nodeBits + sequenceBits)
}
