package app_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/platform/database/databasetest"
)

// house is a Regard on a real listener, with a key.
type house struct {
	t   *testing.T
	app *app.App
	at  string // "127.0.0.1:4711"
	key string

	stop func()
}

func serveWith(t *testing.T, l app.Limits) *house { return serveOn(t, "", l) }

// serveOn serves a database; "" is a file.
func serveOn(t *testing.T, url string, l app.Limits) *house {
	t.Helper()
	c := app.Config{Data: t.TempDir(), DB: url, Log: slog.New(slog.DiscardHandler), Limits: l, Serves: true}
	if url != "" {
		c.Key = strings.Repeat("5eed", 16)
	}
	a, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	s := &house{t: t, app: a}
	s.update(func(ctx context.Context, tx *company.Tx) (err error) {
		s.key, _, err = company.AddKey(ctx, tx, "k", []string{"read", "write"})
		return err
	})
	s.at, s.stop = listen(t, a)
	return s
}

// listen has an app serve on a free port, until stop, or the test ends.
func listen(t *testing.T, a *app.App) (at string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Serve(ctx, l) }()
	stop = sync.OnceFunc(func() {
		end()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return l.Addr().String(), stop
}

func (s *house) update(fn func(ctx context.Context, tx *company.Tx) error) {
	s.t.Helper()
	err := s.app.Office.Update(s.t.Context(), company.System, func(tx *company.Tx) error { return fn(s.t.Context(), tx) })
	if err != nil {
		s.t.Fatal(err)
	}
}

// dial opens a bare connection and sends a text.
func (s *house) dial(text string) net.Conn {
	s.t.Helper()
	c, err := net.Dial("tcp", s.at)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := io.WriteString(c, text); err != nil {
		s.t.Fatal(err)
	}
	return c
}

// post posts a body; the answer's text is read.
func (s *house) post(path, body string, headers ...string) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequest("POST", "http://"+s.at+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+s.key)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return w, string(text)
}

func (s *house) head(line string) string {
	return line + " HTTP/1.1\r\nHost: regard\r\nAuthorization: Bearer " + s.key + "\r\n"
}

const batchPath = "/api/v1/interactions/batch"

// closed waits until the other side has closed, and returns what it said.
func closed(t *testing.T, c net.Conn) string {
	t.Helper()
	said, err := io.ReadAll(c)
	if e, ok := err.(net.Error); ok && e.Timeout() {
		t.Fatalf("it was never closed; it said %.200q", said)
	}
	return string(said)
}

func TestWhoKeepsTheServerWaitingIsCutOff(t *testing.T) {
	s := serveWith(t, app.Limits{Patience: time.Second})
	t.Run("a header that never ends", func(t *testing.T) {
		closed(t, s.dial("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "))
	})
	t.Run("a header a letter at a time", func(t *testing.T) {
		c := s.dial("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
		go func() {
			for range 100 {
				time.Sleep(50 * time.Millisecond)
				if _, err := io.WriteString(c, "a"); err != nil {
					return
				}
			}
		}()
		closed(t, c)
	})
	for kind, path := range map[string]string{"application/json": batchPath, "application/x-ndjson": batchPath, "application/x-www-form-urlencoded": "/sign-in"} {
		t.Run("a body a letter at a time, "+kind, func(t *testing.T) {
			c := s.dial(s.head("POST "+path) + "Content-Type: " + kind + "\r\nContent-Length: 1000000\r\n\r\n[")
			go func() {
				for range 200 {
					time.Sleep(50 * time.Millisecond)
					if _, err := io.WriteString(c, " "); err != nil {
						return
					}
				}
			}()
			if said := closed(t, c); path == batchPath && !strings.HasPrefix(said, "HTTP/1.1 408") {
				t.Errorf("%.300s", said)
			}
		})
	}
	t.Run("answers that nobody reads", func(t *testing.T) {
		c := s.dial("")
		const asked = 400 // far more than fits between the two
		go io.WriteString(c, strings.Repeat("GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", asked))
		time.Sleep(3 * time.Second)
		in, got := bufio.NewReader(c), 0
		for ; got < asked; got++ {
			w, err := http.ReadResponse(in, nil)
			if err != nil {
				break
			}
			if _, err := io.Copy(io.Discard, w.Body); err != nil {
				break
			}
		}
		if got == asked {
			t.Errorf("all %d answers were kept for a client that did not read", got)
		}
	})
	if w, text := s.post(batchPath, "[]"); w.StatusCode != 200 {
		t.Errorf("afterwards: %d %s", w.StatusCode, text)
	}
}

func TestWhatIsTooLargeIsRefusedAndTheNextIsServed(t *testing.T) {
	s := serveWith(t, app.Limits{Body: 2, Header: 16})
	var bomb bytes.Buffer
	packed := gzip.NewWriter(&bomb)
	packed.Write(bytes.Repeat([]byte(" "), 50<<20))
	packed.Close()
	row := `{"source":"s","occurred_at":"2026-03-01T10:00:00Z","channel":"chat","text":"` + strings.Repeat("x", 1000) + `"}`
	many := "[" + strings.Repeat(row+",", 4000) + row + "]"
	for _, c := range []struct {
		name, path, body string
		headers          []string
		status           int
		says             string
	}{
		{"a batch", batchPath, many, nil, 413, "api.body_too_large"},
		{"lines", batchPath, strings.ReplaceAll(many[1:len(many)-1], "},", "}\n"), []string{"Content-Type: application/x-ndjson"}, 413, "api.body_too_large"},
		{"a row of 50 MB", batchPath, `[{"text":"` + strings.Repeat("x", 50<<20) + `"}]`, nil, 413, "_too_large"},
		{"50 MB of spaces", batchPath, strings.Repeat(" ", 50<<20), nil, 413, "api.body_too_large"},
		{"one interaction of 50 MB", "/api/v1/interactions", `{"text":"` + strings.Repeat("x", 50<<20) + `"}`, nil, 413, "api.row_too_large"},
		{"a bomb", batchPath, bomb.String(), []string{"Content-Encoding: gzip"}, 415, "api.media_type"},
		{"a bomb for one", "/api/v1/interactions", bomb.String(), []string{"Content-Encoding: gzip"}, 415, "api.media_type"},
		{"depth", batchPath, strings.Repeat("[", 1<<20), nil, 422, ""},
		{"depth of objects", "/api/v1/interactions", `{"attributes":` + strings.Repeat(`{"a":`, 100_000), nil, 422, "field.too_deep"},
		{"a form", "/sign-in", strings.Repeat("a=b&", 1<<19), []string{"Content-Type: application/x-www-form-urlencoded"}, 422, ""},
	} {
		w, text := s.post(c.path, c.body, c.headers...)
		if w.StatusCode != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%s: %d %.300s, want %d with %s", c.name, w.StatusCode, text, c.status, c.says)
		}
	}
	for name, header := range map[string]string{"one header": "X: " + strings.Repeat("x", 40<<10), "many headers": strings.Repeat("X-Y: z\r\n", 5000) + "X: y", "a cookie": "Cookie: " + strings.Repeat("a=b; ", 10<<10)} {
		if said := closed(t, s.dial("GET / HTTP/1.1\r\nHost: x\r\n"+header+"\r\n\r\n")); !strings.HasPrefix(said, "HTTP/1.1 431") {
			t.Errorf("%s: %.200q", name, said)
		}
	}
	if w, text := s.post(batchPath, "["+row+"]"); w.StatusCode != 200 {
		t.Errorf("afterwards: %d %s", w.StatusCode, text)
	}
}

func TestTooManyConnectionsAreToldToComeAgain(t *testing.T) {
	s := serveWith(t, app.Limits{Connections: 3})
	kept := []net.Conn{s.dial(""), s.dial(""), s.dial("")}
	for _, c := range kept { // each is being served
		io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
		if _, err := http.ReadResponse(bufio.NewReader(c), nil); err != nil {
			t.Fatal(err)
		}
	}
	if said := closed(t, s.dial("")); !strings.HasPrefix(said, "HTTP/1.1 503") || !strings.Contains(said, "Retry-After: 5") {
		t.Errorf("%q", said)
	}
	kept[0].Close()
	for range 100 {
		c := s.dial("")
		io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
		w, err := http.ReadResponse(bufio.NewReader(c), nil)
		c.Close()
		if err == nil && w.StatusCode == 200 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("nobody is let in where somebody left")
}

// TestOverloadIsShedAndNothingAcknowledgedIsLost has many send more than the
// gate lets in. Who is turned away is told when to come again, and nothing of his
// is kept; what was acknowledged is there once; those who read are answered.
func TestOverloadIsShedAndNothingAcknowledgedIsLost(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		if strings.HasPrefix(url, "sqlite:") {
			url = "" // its own file
		}
		overload(t, serveOn(t, url, app.Limits{Writes: 1, Line: 2, Wait: 20 * time.Millisecond}))
	})
}

func overload(t *testing.T, s *house) {
	const senders, each, rows = 24, 3, 200
	batch := func(sender, n int) string {
		var b strings.Builder
		for i := range rows {
			fmt.Fprintf(&b, "{\"source\":\"s\",\"source_ref\":\"%d-%d-%d\",\"occurred_at\":\"2026-03-01T10:00:00Z\",\"channel\":\"chat\",\"identifiers\":[{\"kind\":\"email\",\"value\":\"%d@example.com\"}],\"text\":\"%s\"}\n", sender, n, i, i, strings.Repeat("thanks ", 100))
		}
		return b.String()
	}
	var acknowledged, shed, reads atomic.Int64
	var taken sync.Map // "sender-n" → true
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var high atomic.Uint64
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			high.Store(max(high.Load(), m.HeapInuse))
			r, _ := http.NewRequest("GET", "http://"+s.at+"/api/v1/customers?limit=5", nil)
			r.Header.Set("Authorization", "Bearer "+s.key)
			w, err := http.DefaultClient.Do(r)
			if err != nil || w.StatusCode != 200 {
				t.Errorf("a reader is not answered: %v %v", w, err)
				return
			}
			w.Body.Close()
			reads.Add(1)
		}
	})
	var wg sync.WaitGroup
	for sender := range senders {
		wg.Go(func() {
			for n := range each {
				w, text := s.post(batchPath, batch(sender, n), "Content-Type: application/x-ndjson")
				switch w.StatusCode {
				case 200:
					acknowledged.Add(rows)
					taken.Store(fmt.Sprint(sender, "-", n), true)
				case 503:
					shed.Add(1)
					if again := w.Header.Get("Retry-After"); again == "" || again == "0" || !strings.Contains(text, "overloaded") {
						t.Errorf("Retry-After %q: %s", again, text)
					}
				default:
					t.Errorf("%d %s", w.StatusCode, text)
				}
			}
		})
	}
	wg.Wait()
	close(done)
	watching.Wait()
	if shed.Load() == 0 || acknowledged.Load() == 0 || reads.Load() == 0 {
		t.Errorf("%d shed, %d rows acknowledged, %d reads", shed.Load(), acknowledged.Load(), reads.Load())
	}
	if grown := int64(high.Load()) - int64(before.HeapInuse); grown > 300<<20 {
		t.Errorf("%d MiB more at the worst", grown>>20)
	}
	duplicates, fresh := 0, 0
	for sender := range senders {
		for n := range each {
			for { // now there is nobody else
				w, text := s.post(batchPath, batch(sender, n), "Content-Type: application/x-ndjson")
				if w.StatusCode == 503 {
					time.Sleep(20 * time.Millisecond)
					continue
				}
				var a struct{ Recorded, Duplicate, Refused int }
				if err := json.Unmarshal([]byte(text), &a); err != nil || a.Refused > 0 {
					t.Fatalf("%d %.200s", w.StatusCode, text)
				}
				if _, was := taken.Load(fmt.Sprint(sender, "-", n)); was != (a.Duplicate == rows) || was == (a.Recorded == rows) {
					t.Errorf("acknowledged: %v, now %+v", was, a)
				}
				duplicates, fresh = duplicates+a.Duplicate, fresh+a.Recorded
				break
			}
		}
	}
	if int64(duplicates) != acknowledged.Load() || duplicates+fresh != senders*each*rows {
		t.Errorf("%d acknowledged, %d there; %d fresh", acknowledged.Load(), duplicates, fresh)
	}
}
