package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"
)

// Ceilings are what is possible on this machine at the same time, in rows a
// second: what Regard does can only be less.
type Ceilings struct {
	Raw    float64 `json:"raw"`
	RawWay string  `json:"raw_way"`
	Whole  float64 `json:"whole"` // of the rows in all tables
	Decode float64 `json:"decode"`
	HTTP   float64 `json:"http,omitempty"`
}

// raw is the fastest way of a database to take rows into one table like
// interaction, with its keys and nothing else.
type raw interface {
	way() string
	insert(ctx context.Context, rows []rawRow) error
	close() error
}

// rawStride is how many rows are made ready at a time, so that only writing is timed.
const rawStride = 10_000

// ceilings takes the bodies from one on through each way alone; those before
// go into the table as well, so that it is as full.
func (s *session) ceilings(dir string, b *bodies, from int) (c Ceilings, err error) {
	var r raw
	if s.DB == "" {
		r, err = openRawSQLite(s.ctx, filepath.Join(dir, "raw.db"))
	} else {
		r, err = openRawPostgres(s.ctx, s.DB)
	}
	if err != nil {
		return c, err
	}
	defer r.close()
	c.RawWay = r.way()
	bar := s.progress("ceilings", int64(len(b.rows)))
	defer bar.end()
	var decoding, writing time.Duration
	rows, measured, id := make([]rawRow, 0, rawStride), 0, int64(0)
	for i := range b.rows {
		text, err := io.ReadAll(b.body(i))
		if err != nil {
			return c, err
		}
		began := time.Now()
		drafts, err := b.decode(i, text)
		if err != nil {
			return c, err
		}
		if i >= from {
			decoding += time.Since(began)
			measured += len(drafts)
		}
		for _, d := range drafts {
			id++
			rows = append(rows, rawOf(d, id))
		}
		if bar.add(1); len(rows) < rawStride && i < len(b.rows)-1 && i != from-1 {
			continue
		}
		began = time.Now()
		if err := r.insert(s.ctx, rows); err != nil {
			return c, err
		}
		if i >= from {
			writing += time.Since(began)
		}
		rows = rows[:0]
	}
	c.Decode, c.Raw = float64(measured)/decoding.Seconds(), float64(measured)/writing.Seconds()
	took, err := s.whole(dir)
	c.Whole = float64(id) / took.Seconds()
	return c, err
}

// httpAlone sends the same bodies to a handler that reads them and answers as
// much as Regard would.
func (c BenchIngest) httpAlone(s *session, b *bodies, from int) (rate float64, err error) {
	answers := map[int][]byte{}
	for _, rows := range b.rows {
		if answers[rows] == nil {
			results := make([]map[string]string, rows)
			for i := range results {
				results[i] = map[string]string{"status": "recorded", "id": "int_0c1x8m2k4q9rt", "customer_id": "cus_0c1x8m2k4q9rt"}
			}
			answers[rows], err = json.Marshal(map[string]any{"recorded": rows, "duplicate": 0, "refused": 0, "results": results})
			if err != nil {
				return 0, err
			}
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	sizes := map[int64]int{}
	for i, rows := range b.rows {
		sizes[b.body(i).Size()] = rows
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/stream") {
			answerLines(w, r)
			return
		}
		io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		if !strings.HasSuffix(r.URL.Path, "/batch") {
			io.WriteString(w, `{"status":"recorded","id":"int_0c1x8m2k4q9rt","customer_id":"cus_0c1x8m2k4q9rt"}`)
			return
		}
		w.Write(answers[sizes[r.ContentLength]])
	})}
	go server.Serve(l)
	defer server.Close()
	st := &stand{at: "http://" + l.Addr().String(), client: &http.Client{Transport: &direct{}}}
	defer st.client.CloseIdleConnections()
	list, err := c.measured(s, st, b, from, func(int) {})
	rows, last := 0, time.Duration(0)
	for _, x := range list {
		rows, last = rows+x.Rows, max(last, x.Done)
	}
	return float64(rows) / last.Seconds(), err
}

// answerLines answers each line that comes as if it were recorded.
func answerLines(w http.ResponseWriter, r *http.Request) {
	c := http.NewResponseController(w)
	c.EnableFullDuplex() //nolint:errcheck // it is HTTP/1
	part, rows := make([]byte, 64<<10), 0
	for {
		n, err := r.Body.Read(part)
		for range bytes.Count(part[:n], []byte("\n")) {
			rows++
			io.WriteString(w, `{"row":1000000,"status":"recorded","id":"int_0c1x8m2k4q9rt","customer_id":"cus_0c1x8m2k4q9rt"}`+"\n")
		}
		if err != nil {
			fmt.Fprintf(w, "{\"ended\":true,\"recorded\":%d}\n", rows)
			return
		}
		c.Flush() //nolint:errcheck // the client waits for it, and learns
	}
}
