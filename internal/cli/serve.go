package cli

import (
	"context"
	"fmt"
	"net"

	"regard/internal/app"
)

// Serve serves pages and API.
type Serve struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:7340" env:"REGARD_LISTEN"`
	Rate   int    `help:"Requests a second that an API key may make; 0: unlimited." default:"1000" env:"REGARD_RATE"`
}

// Help shows examples.
func (Serve) Help() string {
	return "Examples:\n  regard serve --data /var/lib/regard\n  REGARD_KEY=… regard serve --db postgres://regard@db/regard --listen 0.0.0.0:7340"
}

// Run serves until it is told to stop.
func (c Serve) Run(s *session) error {
	return s.serving(func(a *app.App) error {
		a.Rate = c.Rate
		return s.serve(a, c.Listen, nil)
	})
}

// serve listens, says where, and serves. beside runs meanwhile.
func (s *session) serve(a *app.App, address string, beside func(ctx context.Context) error) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	fmt.Fprintf(s.out, "Regard is at http://%s\n", l.Addr())
	link, err := a.Welcome(s.ctx, l.Addr())
	if err != nil {
		return err
	}
	if link != "" {
		fmt.Fprintf(s.out, "Nobody can sign in yet. Set it up at %s\n(The link works once, for a day.)\n", link)
	}
	if beside != nil {
		ctx, cancel := context.WithCancel(s.ctx)
		defer cancel()
		go func() {
			if err := beside(ctx); err != nil && ctx.Err() == nil {
				a.Log.Error("beside the server", "problem", err)
			}
		}()
	}
	return a.Serve(s.ctx, l)
}
