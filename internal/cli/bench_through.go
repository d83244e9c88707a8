package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// measured sends the bodies from one on the way that was asked for.
func (c BenchIngest) measured(s *session, st *stand, b *bodies, from int, heard func(rows int)) ([]sent, error) {
	switch c.Through {
	case "ndjson":
		return st.stream(s.ctx, b, from, c.Clients, heard)
	case "import":
		return s.bringIn(st, b, from, heard)
	}
	return st.send(s.ctx, b, from, len(b.rows), c.Clients, func(_ []byte, rows int) error { heard(rows); return nil })
}

// stream sends the bodies from one on as so many streams, each of which takes the
// next body when the one before its last is answered: what lies between a client and
// a server holds megabytes, and rows would be recorded far from their order otherwise.
// Every row must have been recorded.
func (st *stand) stream(ctx context.Context, b *bodies, from, streams int, heard func(rows int)) ([]sent, error) {
	list := make([]sent, len(b.rows)-from)
	var at atomic.Int64
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	began := time.Now()
	var wg sync.WaitGroup
	failed := make(chan error, streams)
	for range streams {
		wg.Go(func() {
			ctx, end := context.WithCancel(ctx)
			defer end()
			f := &flow{ctx: ctx, bodies: b, from: from, at: &at, went: make(chan went, 1)}
			if err := st.flow(ctx, f, func(i int, x sent) {
				x.Done = time.Since(began)
				list[i] = x
				if heard != nil {
					heard(x.Rows)
				}
			}); err != nil {
				failed <- err
				cancel()
			}
		})
	}
	wg.Wait()
	select {
	case err := <-failed:
		return nil, err
	default:
		return list, ctx.Err()
	}
}

// flow is what one stream sends: bodies, as long as there are any left.
type flow struct {
	ctx    context.Context
	bodies *bodies
	from   int
	at     *atomic.Int64
	now    *io.SectionReader
	went   chan went
}

// went is that a body began to be sent.
type went struct {
	i  int
	at time.Time
}

// Read implements io.Reader.
func (f *flow) Read(p []byte) (int, error) {
	for {
		if f.now != nil {
			if n, err := f.now.Read(p); err != io.EOF {
				return n, err
			}
		}
		i := int(f.at.Add(1)) - 1
		if i >= len(f.bodies.rows)-f.from {
			close(f.went)
			return 0, io.EOF
		}
		f.now = f.bodies.body(f.from + i)
		select {
		case f.went <- went{i, time.Now()}:
		case <-f.ctx.Done():
			return 0, f.ctx.Err()
		}
	}
}

// flow sends one stream and reads its answers. answered is told of each body all
// of whose rows are answered.
func (st *stand) flow(ctx context.Context, f *flow, answered func(i int, x sent)) error {
	r, err := http.NewRequestWithContext(ctx, "POST", st.at+"/api/v1/interactions/stream", f)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-ndjson")
	r.Header.Set("Authorization", "Bearer "+st.key)
	both := &http.Transport{DisableCompression: true} // writes while it reads, which direct does not
	defer both.CloseIdleConnections()
	w, err := (&http.Client{Transport: both}).Do(r)
	if err != nil {
		return err
	}
	defer w.Body.Close()
	lines, rows := bufio.NewReaderSize(w.Body, 64<<10), 0
	if w.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(lines)
		return fmt.Errorf("%s: %s", w.Status, text)
	}
	next := func() ([]byte, error) {
		line, err := lines.ReadSlice('\n')
		if err == io.EOF {
			err = errors.New("a stream was cut off")
		}
		return line, err
	}
	for g := range f.went {
		for range f.bodies.rows[f.from+g.i] {
			line, err := next()
			if err != nil {
				return err
			}
			if !bytes.Contains(line, []byte(`"status":"recorded"`)) {
				return fmt.Errorf("a row is answered %s", line)
			}
			rows++
		}
		answered(g.i, sent{Rows: f.bodies.rows[f.from+g.i], Took: time.Since(g.at)})
	}
	line, err := next()
	if err != nil {
		return err
	}
	var end struct {
		Ended    bool
		Recorded int
	}
	if err := json.Unmarshal(line, &end); err != nil || !end.Ended || end.Recorded != rows {
		return fmt.Errorf("of %d interactions %d were recorded; the stream's last line is %s", rows, end.Recorded, line)
	}
	return nil
}

// bringIn brings the bodies from one on in as 'regard import ndjson' does a file.
func (s *session) bringIn(st *stand, b *bodies, from int, heard func(rows int)) (list []sent, err error) {
	r := s.run(Importing{})
	r.into(st.app)
	in := r.interactions("interactions", inbound.NDJSON(b.all(from), "bench"), forgetful{})
	began := time.Now()
	send := in.send
	in.send = func(drafts []interaction.Draft) sending {
		sentAt := time.Now()
		return timed{send(drafts), func() {
			list = append(list, sent{len(drafts), time.Since(sentAt), time.Since(began)})
			heard(len(drafts))
		}}
	}
	if err := bring(r, in); err != nil {
		return nil, err
	}
	if t := r.tallies[0]; t.recorded != t.read {
		return nil, fmt.Errorf("of %d interactions %d were recorded, %d duplicate, %d refused", t.read, t.recorded, t.duplicate, t.refused)
	}
	return list, nil
}

// timed is what was sent, and what is to be done when it is answered.
type timed struct {
	sending
	answered func()
}

// Wait implements sending.
func (t timed) Wait(ctx context.Context) ([]interaction.Outcome, error) {
	got, err := t.sending.Wait(ctx)
	t.answered()
	return got, err
}
