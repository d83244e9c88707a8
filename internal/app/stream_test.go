package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/platform/database/databasetest"
)

const streamPath = "/api/v1/interactions/stream"

func row(ref int) string {
	return fmt.Sprintf(`{"source":"s","source_ref":"%d","occurred_at":"2026-03-01T10:00:00Z","channel":"chat","identifiers":[{"kind":"email","value":"%d@example.com"}],"text":"thanks"}`+"\n", ref, ref%50)
}

// said is a line that a stream is answered.
type said struct {
	Row       int
	Status    string
	Ended     *bool
	Recorded  int
	Duplicate int
	Problem   *struct{ Code string }
}

// talk is a stream that is being sent and answered.
type talk struct {
	t    *testing.T
	body *io.PipeWriter
	in   *json.Decoder
}

// talk begins a stream. Its first line is sent with the head, for nothing is
// answered before there is something to answer.
func (s *house) talk(query, first string) *talk {
	s.t.Helper()
	out, in := io.Pipe()
	r, err := http.NewRequest("POST", "http://"+s.at+streamPath+query, out)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-ndjson")
	r.Header.Set("Authorization", "Bearer "+s.key)
	go io.WriteString(in, first)
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { w.Body.Close() })
	if w.StatusCode != 200 || w.Header.Get("Content-Type") != "application/x-ndjson" {
		s.t.Fatalf("%s %v", w.Status, w.Header)
	}
	return &talk{s.t, in, json.NewDecoder(w.Body)}
}

func (k *talk) send(text string) {
	k.t.Helper()
	if _, err := io.WriteString(k.body, text); err != nil {
		k.t.Error(err)
	}
}

func (k *talk) next() (l said) {
	k.t.Helper()
	if err := k.in.Decode(&l); err != nil {
		k.t.Fatal(err)
	}
	return l
}

// TestAStreamIsAnsweredWhileItIsSent sends each row when the one before was
// answered, on both databases.
func TestAStreamIsAnsweredWhileItIsSent(t *testing.T) {
	urls := map[string]string{"sqlite": ""}
	if !testing.Short() {
		urls["postgresql"] = databasetest.PostgreSQL(t)
	}
	for name, url := range urls {
		t.Run(name, func(t *testing.T) {
			s := serveOn(t, url, app.Limits{})
			k := s.talk("", row(0))
			for i := range 20 {
				if l := k.next(); l.Row != i+1 || l.Status != "recorded" {
					t.Fatalf("%+v", l)
				}
				k.send(row(i + 1))
			}
			k.send("\n{\"source\":\n" + row(3))
			k.next()
			if l := k.next(); l.Row != 22 || l.Status != "refused" {
				t.Errorf("%+v", l)
			}
			if l := k.next(); l.Row != 23 || l.Status != "duplicate" {
				t.Errorf("%+v", l)
			}
			k.body.Close()
			if l := k.next(); l.Ended == nil || !*l.Ended || l.Recorded != 21 || l.Duplicate != 1 {
				t.Errorf("%+v", l)
			}
		})
	}
}

func TestAStreamThatIsCutHasWhatWasAnswered(t *testing.T) {
	s := serveWith(t, app.Limits{})
	t.Run("by its sender", func(t *testing.T) {
		c := s.dial(s.head("POST "+streamPath) + "Content-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n" + row(100) + row(101) + row(102)[:40])
		in := bufio.NewReader(c)
		w, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := json.NewDecoder(w.Body)
		for range 2 {
			var l said
			if err := lines.Decode(&l); err != nil || l.Status != "recorded" {
				t.Fatalf("%+v, %v", l, err)
			}
		}
		c.(*net.TCPConn).CloseWrite()
		var end said
		if err := lines.Decode(&end); err != nil || end.Ended == nil || *end.Ended || end.Recorded != 2 || end.Problem == nil || end.Problem.Code != "api.body_malformed" {
			t.Errorf("%+v, %+v, %v", end, end.Problem, err)
		}
	})
	t.Run("for its pace", func(t *testing.T) {
		s := serveWith(t, app.Limits{Patience: time.Second})
		k := s.talk("", row(200))
		k.next()
		if end := k.next(); end.Ended == nil || *end.Ended || end.Problem == nil || end.Problem.Code != "api.body_slow" { // nothing more is sent
			t.Errorf("%+v, %+v", end, end.Problem)
		}
	})
	t.Run("with its key", func(t *testing.T) {
		s := serveWith(t, app.Limits{})
		k := s.talk("", row(300))
		k.next()
		s.update(func(ctx context.Context, tx *company.Tx) error {
			keys, err := company.Keys(ctx, tx)
			if err != nil {
				return err
			}
			return company.RevokeKey(ctx, tx, keys[0].ID)
		})
		k.send(row(301))
		if end := k.next(); end.Ended == nil || *end.Ended || end.Recorded != 1 || end.Problem == nil || end.Problem.Code != "key.unknown" {
			t.Errorf("%+v", end)
		}
	})
	// What was answered is there.
	for i, want := range map[int]string{100: "duplicate", 101: "duplicate", 102: "recorded"} {
		if w, text := s.post("/api/v1/interactions", row(i)); w.StatusCode != 200 || !strings.Contains(text, want) {
			t.Errorf("%d: %s", i, text)
		}
	}
}

// TestWhoTakesNoAnswersIsReadNoFurther sends without ever reading: the server
// takes what fits between the two, and keeps little of it.
func TestWhoTakesNoAnswersIsReadNoFurther(t *testing.T) {
	s := serveWith(t, app.Limits{Patience: time.Second})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	c := s.dial(s.head("POST "+streamPath) + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
	c.(*net.TCPConn).SetReadBuffer(4 << 10)
	c.SetDeadline(time.Now().Add(6 * time.Second))
	sent := 0
	rows := strings.Repeat("{}\n", 10_000) // each of them answered with far more than it is
	for ; sent < 1000; sent++ {
		if _, err := fmt.Fprintf(c, "%x\r\n%s\r\n", len(rows), rows); err != nil {
			break
		}
	}
	if sent == 1000 {
		t.Error("ten million rows were taken, and no answer")
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if more := int64(after.HeapAlloc) - int64(before.HeapAlloc); more > 30<<20 {
		t.Errorf("%d MiB more are kept", more>>20)
	}
	if w, text := s.post(batchPath, "[]"); w.StatusCode != 200 {
		t.Errorf("afterwards: %d %s", w.StatusCode, text)
	}
}

// TestStreamsLeaveRoomForOthers holds several open, which weigh nothing while
// they wait, and lets no more of them in than may be open.
func TestStreamsLeaveRoomForOthers(t *testing.T) {
	s := serveWith(t, app.Limits{Writes: 1, Line: 1, Wait: 50 * time.Millisecond, Streams: 4})
	var open []*talk
	for i := range 4 {
		k := s.talk("", row(i))
		k.next()
		open = append(open, k)
	}
	if w, text := s.post(streamPath, row(9), "Content-Type: application/x-ndjson"); w.StatusCode != 503 || w.Header.Get("Retry-After") == "" || !strings.Contains(text, `"overloaded"`) {
		t.Errorf("a fifth: %d %s", w.StatusCode, text)
	}
	if w, text := s.post("/api/v1/interactions", row(10)); w.StatusCode != 200 {
		t.Errorf("one alone: %d %s", w.StatusCode, text)
	}
	many := ""
	for i := range 3000 {
		many += row(1000 + i)
	}
	for _, k := range open { // together more than the gate lets through or lets wait
		go func() { k.send(many); k.body.Close() }()
	}
	recorded := 0
	for _, k := range open {
		for l := k.next(); ; l = k.next() {
			if l.Ended != nil {
				if !*l.Ended {
					t.Errorf("%+v", l)
				}
				recorded += l.Recorded
				break
			}
		}
	}
	if recorded != 3000+4 {
		t.Errorf("%d recorded", recorded)
	}
}

// TestAServerThatStopsEndsItsStreams does not wait for who would go on.
func TestAServerThatStopsEndsItsStreams(t *testing.T) {
	s := serveWith(t, app.Limits{})
	s.talk("", row(1)).next()
	began := time.Now()
	s.stop()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}
