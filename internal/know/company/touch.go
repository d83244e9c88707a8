package company

import (
	"context"
	"log/slog"
	"time"
)

// Touch notes that somebody was here; nil where there is nothing to note. It
// writes, so whoever must not wait for a writer leaves it to Touches.
type Touch func(ctx context.Context) error

// Touches notes, beside the answers, that people and keys were here. While one is
// under way others are left out: they are due again at the next request.
type Touches struct {
	log  *slog.Logger
	busy chan struct{}
}

// NewTouches makes one for a server.
func NewTouches(log *slog.Logger) *Touches { return &Touches{log, make(chan struct{}, 1)} }

// Begin notes one and returns at once.
func (t *Touches) Begin(ctx context.Context, touch Touch) {
	if touch == nil {
		return
	}
	select {
	case t.busy <- struct{}{}:
	default:
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	go func() {
		defer func() { cancel(); <-t.busy }()
		if err := touch(ctx); err != nil {
			t.log.Warn("not noted that somebody was here", "problem", err)
		}
	}()
}
