package torture

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	dice "math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/platform/database/cluster"
)

// patience is how long a start may take before it is given up.
const patience = time.Minute

// ground is one company with what is done to it: a data directory, or a database
// and a data directory a server.
type ground struct {
	Options
	dir       string
	secret    string // REGARD_KEY
	key       string // of the clients
	began     time.Time
	dice      *dice.Rand
	book      *book
	recorders []*recorder
	editor    *editor
	http      *http.Client
	log       *os.File // what the servers say
	sites     []*site
	gone      int              // rounds of Disk
	settings  []string         // of the servers: "REGARD_MAX_LINE=4"
	primary   *cluster.Cluster // torture's own PostgreSQL; may be nil
	standby   *cluster.Cluster // and what follows it; may be nil
}

// settle has the program make the directory, killing it a few times before it
// is done with that, and sets a small company up in it.
func (g *ground) settle(ctx context.Context) (err error) {
	seal := make([]byte, 32)
	rand.Read(seal)
	g.secret, g.began = hex.EncodeToString(seal), time.Now().UTC().Truncate(time.Hour)
	g.http = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: g.Clients + 1, DisableCompression: true}}
	if g.PostgreSQL {
		if err := g.found(ctx); err != nil {
			return err
		}
	}
	for i := range max(1, g.Servers) {
		g.sites = append(g.sites, &site{g: g, data: filepath.Join(g.dir, fmt.Sprint("data", i))})
	}
	if g.log, err = os.OpenFile(filepath.Join(g.dir, "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); err != nil {
		return err
	}
	for range 3 {
		if err := g.sites[0].killStart(g.dice.IntN(60)); err != nil {
			return err
		}
	}
	for _, s := range g.sites {
		if _, err := s.start(ctx); err != nil {
			return err
		}
	}
	if g.key, err = g.furnish(ctx); err != nil {
		return err
	}
	for i := range g.Clients {
		g.recorders = append(g.recorders, &recorder{client: g.client(fmt.Sprint("r", i), i), heavy: g.Heavy && i%2 == 0})
	}
	g.editor = &editor{client: g.client("e", g.Clients)}
	return nil
}

// found makes torture's own PostgreSQL, and what follows it.
func (g *ground) found(ctx context.Context) (err error) {
	if g.primary, err = cluster.New(); err != nil {
		return err
	}
	if err := g.primary.Start(); err != nil {
		return err
	}
	g.URL = g.primary.URL("postgres")
	if !g.Standby {
		return nil
	}
	if g.standby, err = cluster.Standby(g.primary); err != nil {
		return err
	}
	g.URL = cluster.URL("postgres", g.primary, g.standby)
	within, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return errors.Join(g.standby.Start(), g.primary.Await(within, g.standby))
}

func (g *ground) client(name string, seat int) client {
	return client{g: g, name: name, seat: seat, dice: dice.New(dice.NewPCG(g.dice.Uint64(), g.dice.Uint64()))}
}

// open opens the directory beside the server, as a short command does.
func (g *ground) open(ctx context.Context) (*app.App, error) {
	return app.Open(ctx, app.Config{Data: g.sites[0].data, DB: g.URL, Key: g.secret, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// furnish sets the company up and makes the clients' key.
func (g *ground) furnish(ctx context.Context) (key string, err error) {
	a, err := g.open(ctx)
	if err != nil {
		return "", err
	}
	err = a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		if err := company.SetProfile(ctx, tx, company.Profile{Name: "Torture", TimeZone: "Europe/Oslo", Currency: "NOK", PhoneRegion: "NO", Addresses: []string{"torture.example"}}); err != nil {
			return err
		}
		for _, c := range []company.ContributorDraft{{Key: "support", Name: "Support", Kind: company.Department}, {Key: "billing", Name: "Billing", Kind: company.Department},
			{Key: "carrier", Name: "Carrier", Kind: company.Partner}} {
			if _, err := company.AddContributor(ctx, tx, c); err != nil {
				return err
			}
		}
		for _, t := range []company.TouchpointDraft{{Key: "delivery.doorstep", Name: "Doorstep", Stage: "get", Owner: "carrier", Kind: "delivery"},
			{Key: "support.line", Name: "Support", Stage: "help", Owner: "support", Reports: true}, {Key: "billing.invoice", Name: "Invoice", Stage: "pay", Owner: "billing"}} {
			if _, err := company.AddTouchpoint(ctx, tx, t); err != nil {
				return err
			}
		}
		key, _, err = company.AddKey(ctx, tx, "torture", []string{"read", "write", "admin"})
		return err
	})
	return key, errors.Join(err, a.Close())
}

// leave ends what is still running.
func (g *ground) leave() error {
	for _, s := range g.sites {
		s.kill()
	}
	var err error
	for _, c := range []*cluster.Cluster{g.primary, g.standby} {
		if c != nil {
			err = errors.Join(err, c.Remove())
		}
	}
	g.primary, g.standby = nil, nil
	if g.log != nil {
		err = errors.Join(err, g.log.Close())
		g.log = nil
	}
	return err
}
