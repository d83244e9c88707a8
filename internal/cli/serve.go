package cli

import (
	"context"
	"fmt"
	"net"
	"time"

	"regard/internal/app"
	"regard/internal/platform/gate"
)

// Serve serves pages and API.
type Serve struct {
	Listen  string      `help:"Address to listen on." default:"127.0.0.1:7340" env:"REGARD_LISTEN"`
	Rate    int         `help:"Requests a second that an API key may make; 0: unlimited." default:"1000" env:"REGARD_RATE"`
	Proxies []string    `help:"Addresses or networks of the proxies whose X-Forwarded-For is believed; otherwise any on this machine or in a private network is believed the address that it adds." env:"REGARD_PROXIES" placeholder:"10.0.0.2,…"`
	Limits  ServeLimits `embed:"" prefix:"max-"`
}

// ServeLimits are how much the server takes on at once.
type ServeLimits struct {
	Writes      int           `help:"MiB of requests that write, worked on at once; what is more waits." default:"2" env:"REGARD_MAX_WRITES"`
	Reads       int           `help:"Requests that read, pages among them, worked on at once; and so many forms." default:"64" env:"REGARD_MAX_READS"`
	Line        int           `help:"How many requests of each may wait; the next is told when to come again (503)." default:"256" env:"REGARD_MAX_LINE"`
	Wait        time.Duration `help:"How long one waits at most." default:"5s" env:"REGARD_MAX_WAIT"`
	Body        int           `help:"MiB that a batch of interactions may have." default:"64" env:"REGARD_MAX_BODY"`
	Header      int           `help:"KiB that a request's header may have." default:"64" env:"REGARD_MAX_HEADER"`
	Connections int           `help:"Connections open at once." default:"2000" env:"REGARD_MAX_CONNECTIONS"`
	Streams     int           `help:"Live pages open at once, and so many streams of interactions." default:"500" env:"REGARD_MAX_STREAMS"`
	Strangers   int           `help:"Requests a minute, and at once, from one address, of whom nobody knows: not signed in, without a good key." default:"240" env:"REGARD_MAX_STRANGERS"`
	Patience    time.Duration `help:"How long in all is waited for a client that sends or takes less than 16 KiB a second." default:"20s" env:"REGARD_MAX_PATIENCE"`
}

// Validate refuses limits that let nothing through.
func (l ServeLimits) Validate() error {
	if min(l.Writes, l.Reads, l.Body, l.Connections, l.Streams, l.Strangers) < 1 || l.Line < 0 || l.Wait < 0 || l.Header < 8 || l.Patience < time.Second {
		return fmt.Errorf("each --max-… must be 1 or more (--max-header 8, --max-patience 1s)")
	}
	return nil
}

// Help shows examples.
func (Serve) Help() string {
	return "Examples:\n  regard serve --data /var/lib/regard\n  REGARD_KEY=… regard serve --db postgres://regard@db/regard --listen 0.0.0.0:7340"
}

// Run serves until it is told to stop.
func (c Serve) Run(s *session) error {
	proxies, err := gate.ParseProxies(c.Proxies)
	if err != nil {
		return fmt.Errorf("--proxies: %w", err)
	}
	return s.serving(func(a *app.App) error {
		a.Rate, a.Limits, a.Proxies = c.Rate, app.Limits(c.Limits), proxies
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
