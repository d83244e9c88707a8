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
)

// patience is how long a start may take before it is given up.
const patience = time.Minute

// ground is one data directory with what is done to it.
type ground struct {
	Options
	dir, data string
	secret    string // REGARD_KEY
	key       string // of the clients
	began     time.Time
	dice      *dice.Rand
	book      *book
	recorders []*recorder
	editor    *editor
	http      *http.Client
	log       *os.File // what the servers say
	server    *process
	at        string
}

// settle has the program make the directory, killing it a few times before it
// is done with that, and sets a small company up in it.
func (g *ground) settle(ctx context.Context) (err error) {
	seal := make([]byte, 32)
	rand.Read(seal)
	g.secret, g.began = hex.EncodeToString(seal), time.Now().UTC().Truncate(time.Hour)
	g.http = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: g.Clients + 1, DisableCompression: true}}
	if g.log, err = os.OpenFile(filepath.Join(g.dir, "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); err != nil {
		return err
	}
	for range 3 {
		if err := g.killStart(g.dice.IntN(60)); err != nil {
			return err
		}
	}
	if _, err := g.start(ctx); err != nil {
		return err
	}
	if g.key, err = g.furnish(ctx); err != nil {
		return err
	}
	for i := range g.Clients {
		g.recorders = append(g.recorders, &recorder{client: g.client(fmt.Sprint("r", i))})
	}
	g.editor = &editor{client: g.client("e")}
	return nil
}

func (g *ground) client(name string) client {
	return client{g: g, name: name, dice: dice.New(dice.NewPCG(g.dice.Uint64(), g.dice.Uint64()))}
}

// launch starts the program on the directory.
func (g *ground) launch() (*process, error) {
	env := []string{"REGARD_DATA=" + g.data, "REGARD_KEY=" + g.secret, "REGARD_DB=" + g.URL, "REGARD_LISTEN=127.0.0.1:0", "REGARD_RATE=0", "REGARD_LOG=warn", "REGARD_CONFIG="}
	return launch(g.Program, env, g.log, "serve")
}

// start starts it and waits until it serves; it returns how long that took.
func (g *ground) start(ctx context.Context) (took time.Duration, err error) {
	began := time.Now()
	if g.server, err = g.launch(); err != nil {
		return 0, err
	}
	g.at, err = g.server.ready(ctx, patience)
	return time.Since(began), err
}

// killStart starts it and kills it so many milliseconds later, whatever it is at.
func (g *ground) killStart(ms int) error {
	p, err := g.launch()
	if err != nil {
		return err
	}
	time.Sleep(time.Duration(ms) * time.Millisecond)
	p.kill()
	return nil
}

// open opens the directory beside the server, as a short command does.
func (g *ground) open(ctx context.Context) (*app.App, error) {
	return app.Open(ctx, app.Config{Data: g.data, DB: g.URL, Key: g.secret, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
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
	if g.server != nil {
		g.server.kill()
		g.server = nil
	}
	if g.log == nil {
		return nil
	}
	log := g.log
	g.log = nil
	return log.Close()
}
