package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// direct is a client's way to a server in which whoever asks writes and reads by
// himself. net/http's own hands each request from goroutine to goroutine, which on the
// processors that the server shares with its clients is a good part of a small one.
// A request's body is sent whole before the answer is read.
type direct struct {
	mu   sync.Mutex
	idle []*wire
}

// wire is a connection, of one who asks at a time.
type wire struct {
	net.Conn
	in   *bufio.Reader
	out  *bufio.Writer
	used time.Time
}

// idleFor is how long a connection that was not used is trusted to be open.
const idleFor = 10 * time.Second

// RoundTrip implements http.RoundTripper.
func (d *direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w, err := d.take(r.Context(), r.URL.Host)
	if err != nil {
		return nil, err
	}
	release := context.AfterFunc(r.Context(), func() { w.Close() })
	answer, err := w.ask(r)
	if err != nil {
		release()
		return nil, errors.Join(r.Context().Err(), err, w.Close())
	}
	answer.Body = &rest{ReadCloser: answer.Body, done: func(whole bool) error {
		if !release() || !whole || answer.Close {
			return w.Close()
		}
		d.give(w)
		return nil
	}}
	return answer, nil
}

func (w *wire) ask(r *http.Request) (*http.Response, error) {
	if err := r.Write(w.out); err != nil {
		return nil, err
	}
	if err := w.out.Flush(); err != nil {
		return nil, err
	}
	return http.ReadResponse(w.in, r)
}

func (d *direct) take(ctx context.Context, host string) (*wire, error) {
	d.mu.Lock()
	var w *wire
	if n := len(d.idle); n > 0 {
		w, d.idle = d.idle[n-1], d.idle[:n-1]
	}
	d.mu.Unlock()
	if w != nil && time.Since(w.used) < idleFor {
		return w, nil
	} else if w != nil {
		w.Close()
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", host)
	if err != nil {
		return nil, err
	}
	return &wire{Conn: conn, in: bufio.NewReader(conn), out: bufio.NewWriterSize(conn, 64<<10)}, nil
}

func (d *direct) give(w *wire) {
	w.used = time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.idle = append(d.idle, w)
}

// CloseIdleConnections is what http.Client calls.
func (d *direct) CloseIdleConnections() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, w := range d.idle {
		w.Close()
	}
	d.idle = nil
}

// rest is an answer's body, which gives its connection back when it was read.
type rest struct {
	io.ReadCloser
	whole bool
	done  func(whole bool) error
}

// Read implements io.Reader.
func (r *rest) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.whole = r.whole || errors.Is(err, io.EOF)
	return n, err
}

// Close implements io.Closer.
func (r *rest) Close() error {
	if r.done == nil {
		return nil
	}
	done := r.done
	r.done = nil
	return done(r.whole)
}
