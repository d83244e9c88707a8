package api

import (
	"net/http"
	"sync"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
)

// limits is a token bucket a caller: rate requests a second, and ten seconds'
// worth at once.
type limits struct {
	rate    float64
	mu      *sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const burst = 10 // seconds

func newLimits(rate int) limits {
	return limits{rate: float64(rate), mu: &sync.Mutex{}, buckets: map[string]*bucket{}}
}

// take takes a token and says in the headers what is left (the form of the
// IETF's draft on RateLimit header fields).
func (l limits) take(w http.ResponseWriter, who company.Actor, r *http.Request) error {
	if l.rate <= 0 {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	b := l.buckets[who.String()]
	if b == nil {
		b = &bucket{tokens: l.rate * burst, at: now}
		l.buckets[who.String()] = b
	}
	b.tokens = min(l.rate*burst, b.tokens+now.Sub(b.at).Seconds()*l.rate)
	b.at = now
	h := w.Header()
	h.Set("RateLimit-Limit", number(int(l.rate*burst)))
	h.Set("RateLimit-Reset", number(burst))
	if b.tokens < 1 {
		h.Set("RateLimit-Remaining", "0")
		return problem.New(problem.Unavailable, "api.rate_limited", problem.Params{"seconds": 1})
	}
	b.tokens--
	h.Set("RateLimit-Remaining", number(int(b.tokens)))
	return nil
}

// stranger counts whom no key lets in. Who tries too often is told to wait; a
// good key of the same address is let in all the same.
func (a *API) stranger(r *http.Request, err error) error {
	if problem.KindOf(err) != problem.Unauthenticated || gate.Here(r) {
		return err
	}
	if wait, ok := a.Strangers.Pass(a.Proxies.Whence(r), a.Office.DB.Now()); !ok {
		return problem.New(problem.Unavailable, "address.many", problem.Params{"seconds": int((wait + time.Second - 1) / time.Second)})
	}
	return err
}

// What a request that writes weighs: a small one as much as its answer and its
// place in the database take, a large one what is held of it at once.
const (
	lightest = 4 << 10
	heaviest = 1 << 20
)

// pass lets a request through its gate, before anything of its body is read. A
// stream, which may last, passes the writers' gate piece by piece.
func (a *API) pass(r *http.Request) (done func(), err error) {
	if r.URL.Path == streamPath {
		return a.Streams.Pass(r.Context(), 1)
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return a.Reads.Pass(r.Context(), 1)
	}
	weight := r.ContentLength
	if weight < 0 { // it does not say
		weight = heaviest
	}
	return a.Writes.Pass(r.Context(), lightest+min(weight, heaviest-lightest))
}
