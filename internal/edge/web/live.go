package web

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
)

// live tells open pages what is being journalled. It reads the journal twice a
// second, and only while somebody looks.
type live struct {
	office *company.Office
	log    *slog.Logger
	mu     sync.Mutex
	open   map[chan []journal.Fact]bool
	stop   context.CancelFunc
}

func newLive(o *company.Office, log *slog.Logger) *live {
	return &live{office: o, log: log, open: map[chan []journal.Fact]bool{}}
}

// listen returns a channel of facts and what ends it. A listener that does not
// keep up misses facts rather than holding anybody up.
func (l *live) listen() (<-chan []journal.Fact, func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ch := make(chan []journal.Fact, 8)
	l.open[ch] = true
	if l.stop == nil {
		ctx, stop := context.WithCancel(context.Background())
		l.stop = stop
		go l.read(ctx)
	}
	return ch, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.open, ch)
		if len(l.open) == 0 && l.stop != nil {
			l.stop()
			l.stop = nil
		}
	}
}

func (l *live) read(ctx context.Context) {
	var at journal.Position
	begun := false
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		var facts []journal.Fact
		err := l.office.DB.View(ctx, func(tx *database.Tx) (err error) {
			if !begun {
				at, err = journal.End(ctx, tx)
				begun = err == nil
				return err
			}
			facts, err = journal.After(ctx, tx, at, 1000)
			return err
		})
		if err != nil && ctx.Err() == nil {
			l.log.Warn("live", "problem", err)
		}
		if len(facts) > 0 {
			at = facts[len(facts)-1].Position
			l.tell(facts)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (l *live) tell(facts []journal.Fact) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for ch := range l.open {
		select {
		case ch <- facts:
		default:
		}
	}
}

// stream answers with server-sent events until the reader goes: said is called
// with what was journalled, and now and then with nothing. His session is
// looked at again every minute, so that signing out ends it.
func (c *call) stream(said func(facts []journal.Fact) error) error {
	h := c.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	flush := http.NewResponseController(c.w)
	if err := flush.SetWriteDeadline(time.Time{}); err != nil {
		return err
	}
	c.w.WriteHeader(http.StatusOK)
	c.w.Write([]byte(": open\n\n"))
	facts, end := c.s.live.listen()
	defer end()
	if err := flush.Flush(); err != nil {
		return nil
	}
	quiet, again := time.NewTicker(15*time.Second), time.Now()
	defer quiet.Stop()
	for {
		var news []journal.Fact
		select {
		case <-c.r.Context().Done():
			return nil
		case news = <-facts:
		case <-quiet.C:
			c.w.Write([]byte(": here\n\n"))
		}
		if time.Since(again) > time.Minute {
			who, touch, err := c.recognise()
			if err != nil || who.Kind != company.ActorUser {
				return nil
			}
			c.s.touches.Begin(c.r.Context(), touch)
			again = time.Now()
		}
		// The answer has begun: what goes wrong now ends it, and the browser comes again.
		if err := said(news); err != nil {
			if c.r.Context().Err() == nil {
				c.s.Log.Warn("live page", "problem", err)
			}
			return nil
		}
		if err := flush.Flush(); err != nil {
			return nil
		}
	}
}
