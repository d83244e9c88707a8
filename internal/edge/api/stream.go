package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
)

// StreamAnswer answers one row of a stream.
type StreamAnswer struct {
	Row int `json:"row" doc:"which row of the stream, from 1; empty lines are no rows"`
	Recorded
}

// StreamEnd is the last line of what a stream is answered.
type StreamEnd struct {
	Ended     bool     `json:"ended" doc:"true: all that was sent was read and is answered; false: see problem"`
	Recorded  int      `json:"recorded"`
	Duplicate int      `json:"duplicate"`
	Refused   int      `json:"refused"`
	News      int      `json:"news" doc:"how many of the recorded are news; the rest is history, which wakes nothing"`
	Problem   *Problem `json:"problem,omitempty" doc:"why it was not read to its end"`
}

// stream is interactions that come as lines, however many, and are answered as
// they are recorded. It holds some rows and no more: whoever sends faster than
// can be recorded, or does not take his answers, is read no further.
type stream struct {
	api     *API
	r       *http.Request
	ctx     context.Context
	origin  interaction.Origin
	refused bool // only what is refused is answered
	box     *inbox
	line    []*piece // sent and not answered yet, the first in front
	held    int      // what that takes, in bytes
	w       http.ResponseWriter
	out     *bufio.Writer
	begun   bool // something was answered
	rows    int  // that were answered
	end     StreamEnd
}

// recordStream records what comes until its end, and answers meanwhile. What is
// wrong before anything was answered is a problem like others'; what comes later
// stands in the last line.
func (a *API) recordStream(w http.ResponseWriter, r *http.Request) error {
	if err := actor(r.Context()).Allow(company.RecordInteraction); err != nil {
		return err
	}
	history, err := asHistory(r)
	if err != nil {
		return err
	}
	answers := r.URL.Query().Get("answers")
	if answers != "" && answers != "all" && answers != "refused" {
		return problem.Field("answers", "field.malformed", problem.Params{"why": "all or refused is expected"})
	}
	rows, err := openLines(r)
	if err != nil {
		return err
	}
	a.streams.Add(1)
	defer a.streams.Add(-1)
	// A body that ends early ends the request's context, but not what stands in line.
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	s := &stream{api: a, r: r.WithContext(ctx), ctx: ctx, origin: origin(history), refused: answers == "refused", box: newInbox(), w: w, out: bufio.NewWriter(w)}
	c := http.NewResponseController(w)
	c.EnableFullDuplex() //nolint:errcheck // where it is not there it is not needed: only HTTP/1 reads or writes by default
	read := make(chan struct{})
	go func() { defer close(read); s.box.fill(ctx, rows) }()
	wake := context.AfterFunc(r.Context(), func() {
		select {
		case <-read:
		case <-time.After(100 * time.Millisecond): // it is the server that ends
			cancel()
		}
	})
	defer func() {
		wake()
		cancel()
		for _, p := range s.line {
			p.sent.Wait(ctx) //nolint:errcheck // what is not on its way yet is taken back
		}
		for { // until nobody reads the body, which is the server's again
			c.SetReadDeadline(time.Now()) //nolint:errcheck // without it the body's end is waited for
			select {
			case <-read:
				return
			case <-time.After(50 * time.Millisecond): // it was about to read, with a deadline of its own
			}
		}
	}()
	return s.finish(s.run())
}

// From how many bytes on a stream takes no more rows up: what all of them hold is
// decoded and waits, and the collector looks at it again and again.
const (
	mostHeld  = 2 << 20 // one alone
	heldByAll = 8 << 20
	someHeld  = 512 << 10 // each, however many they are
)

// most is how many bytes the stream may hold beside others.
func (s *stream) most() int {
	return min(mostHeld, max(someHeld, heldByAll/int(s.api.streams.Load())))
}

// run sends what was read and answers what is recorded, until all is. Few rows that
// come slowly go at once, and many that come fast together.
func (s *stream) run() error {
	for ended := false; ; {
		var some, done <-chan struct{}
		switch {
		case ended || s.held >= s.most():
		case len(s.line) == 0:
			some = s.box.some
		default: // while something is being recorded, what comes gathers
			some = s.box.whole
		}
		if len(s.line) > 0 {
			done = s.line[0].sent.Done()
			select {
			case <-done: // before more is sent, which may have to wait at the gate
				if err := s.answer(); err != nil {
					return err
				}
				continue
			default:
			}
		}
		if some == nil && done == nil {
			return s.box.wrong
		}
		var err error
		select {
		case <-some:
			var p *piece
			if p, ended = s.box.take(); len(p.outcomes) > 0 {
				err = s.send(p)
			}
		case <-done:
			err = s.answer()
		case <-s.ctx.Done():
			err = s.ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}

// send sends a piece to be recorded, when the gate lets it through. Whoever
// calls may have lost his key since he began.
func (s *stream) send(p *piece) error {
	who, _, err := s.api.authenticate(s.r)
	if err == nil {
		err = who.Allow(company.RecordInteraction)
	}
	if err != nil {
		return err
	}
	done, err := s.pass(p.size)
	if err != nil {
		return err
	}
	p.sent, p.drafts = s.api.intake.Send(who, p.drafts, s.origin), nil // the intake keeps them for as long as it needs them
	s.line, s.held = append(s.line, p), s.held+p.takes()
	go func() { <-p.sent.Done(); done() }() // not when it is answered: that may hang on the client
	return nil
}

// pass waits until the gate lets so many bytes through. Where the line before it
// is full, those who ask once go first.
func (s *stream) pass(size int) (done func(), err error) {
	for {
		done, err = s.api.Writes.Pass(s.ctx, lightest+min(int64(size), heaviest-lightest))
		if p := problem.Of(err); p == nil || p.Code != gate.Overloaded {
			return done, err
		}
		select {
		case <-time.After(time.Second):
		case <-s.ctx.Done():
			return nil, s.ctx.Err()
		}
	}
}

// answer answers the piece that was sent first.
func (s *stream) answer() error {
	p := s.line[0]
	got, err := p.sent.Wait(s.ctx)
	if err != nil {
		return err
	}
	s.line, s.held = slices.Delete(s.line, 0, 1), s.held-p.takes()
	for i, at := range p.at {
		p.outcomes[at] = got[i]
	}
	for _, o := range p.outcomes {
		s.rows++
		switch o.Status {
		case interaction.Recorded:
			s.end.Recorded++
			if o.Recent && s.origin == interaction.Live {
				s.end.News++
			}
		case interaction.Duplicate:
			s.end.Duplicate++
		default:
			s.end.Refused++
		}
		if s.refused && o.Status != interaction.Refused {
			continue
		}
		if err := s.say(StreamAnswer{s.rows, shownOutcome(o)}); err != nil {
			return err
		}
	}
	return s.flush()
}

// errGone is that nobody takes the answers any more.
var errGone = errors.New("the client takes no answers")

// say writes a line.
func (s *stream) say(v any) error {
	if !s.begun {
		s.w.Header().Set("Content-Type", "application/x-ndjson")
		s.begun = true
	}
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if _, err := s.out.Write(append(text, '\n')); err != nil {
		return errGone
	}
	return nil
}

func (s *stream) flush() error {
	if !s.begun {
		return nil
	}
	if s.out.Flush() != nil || http.NewResponseController(s.w).Flush() != nil {
		return errGone
	}
	return nil
}

// finish writes the last line: what became of all, and why it ended early. What
// was sent before that and is not answered yet is answered first.
func (s *stream) finish(err error) error {
	if errors.Is(err, errGone) || s.ctx.Err() != nil {
		return nil
	}
	for err != nil && len(s.line) > 0 {
		if failed := s.answer(); errors.Is(failed, errGone) {
			return nil
		} else if failed != nil {
			break
		}
	}
	if err != nil && !s.begun && s.rows == 0 {
		return err
	}
	s.end.Ended = err == nil
	if err != nil {
		if p := problem.Of(err); p != nil && p.Kind != problem.Unavailable {
			err = p.With("row", s.rows+1).With("recorded", s.end.Recorded).With("duplicate", s.end.Duplicate).With("refused", s.end.Refused)
		}
		if p, ok := errors.AsType[*Problem](s.api.answer(s.ctx, err)); ok {
			s.end.Problem = p
		}
	}
	if s.say(s.end) == nil {
		s.flush() //nolint:errcheck // nobody is left to tell
	}
	return nil
}
