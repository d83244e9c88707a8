package app

import (
	"io"
	"net/http"
	"time"
)

// steadyRate is how many bytes a second a client takes or sends at least, beyond
// the patience that there is with each.
const steadyRate = 16 << 10

// steady lets no client hold a request for longer than it needs: who sends a
// byte now and then, or never reads his answer, is cut off. Only the time in
// which we wait for him counts, never our own.
func steady(patience time.Duration, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(w)
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &steadyBody{r.Body, pace{patience: patience, until: c.SetReadDeadline}}
		}
		h.ServeHTTP(&steadyAnswer{w, c, pace{patience: patience, until: c.SetWriteDeadline}}, r)
	})
}

// pace is how long a client has kept us waiting, and for how much.
type pace struct {
	patience time.Duration
	until    func(time.Time) error // sets a deadline on the connection
	waited   time.Duration
	moved    int64
}

// wait moves some bytes, and gives up where the client has used up what he had.
func (p *pace) wait(move func() (int, error)) (int, error) {
	began := time.Now()
	earned := time.Duration(float64(p.moved) / steadyRate * float64(time.Second))
	p.until(began.Add(max(time.Millisecond, p.patience+earned-p.waited))) //nolint:errcheck // a connection without deadlines has none to miss
	n, err := move()
	p.waited += time.Since(began)
	p.moved += int64(n)
	return n, err
}

type steadyBody struct {
	io.ReadCloser
	pace pace
}

// Read implements io.Reader.
func (b *steadyBody) Read(to []byte) (int, error) {
	return b.pace.wait(func() (int, error) { return b.ReadCloser.Read(to) })
}

type steadyAnswer struct {
	http.ResponseWriter
	controller *http.ResponseController
	pace       pace
}

// Write implements io.Writer.
func (a *steadyAnswer) Write(b []byte) (int, error) {
	return a.pace.wait(func() (int, error) { return a.ResponseWriter.Write(b) })
}

// FlushError sends what was written so far.
func (a *steadyAnswer) FlushError() error {
	_, err := a.pace.wait(func() (int, error) { return 0, a.controller.Flush() })
	return err
}

// Unwrap lets http.ResponseController reach what is below.
func (a *steadyAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
