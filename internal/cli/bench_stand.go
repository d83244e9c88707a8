package cli

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
)

// stand is a Regard to measure: open, served, with a small company in it and a
// key for a client.
type stand struct {
	app    *app.App
	dir    string
	at     string // "http://127.0.0.1:4711"
	key    string
	seal   string // REGARD_KEY
	client *http.Client
	ended  chan error
	end    context.CancelFunc
}

// stand opens and serves one in a directory, or in the database of --db.
func (s *session) stand(dir string) (_ *stand, err error) {
	random := make([]byte, 32)
	rand.Read(random)
	seal := hex.EncodeToString(random)
	log := slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a, err := app.Open(s.ctx, app.Config{Data: filepath.Join(dir, "data"), DB: s.DB, Key: seal, Log: log})
	if err != nil {
		return nil, err
	}
	st := &stand{app: a, dir: dir, seal: seal, ended: make(chan error, 1), client: &http.Client{Transport: &direct{}}}
	if st.key, err = furnish(s.ctx, a); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	st.at = "http://" + l.Addr().String()
	ctx, end := context.WithCancel(s.ctx)
	st.end = end
	go func() { st.ended <- a.Serve(ctx, l) }()
	return st, nil
}

// close stops serving, lets the followers come to the journal's end, and
// closes. It returns how many facts they were behind and how long that took.
func (st *stand) close(ctx context.Context) (behind int, took time.Duration, err error) {
	st.client.CloseIdleConnections()
	st.end()
	err = <-st.ended
	began := time.Now()
	followed := st.app.CatchUp(ctx, func(n int) { behind = max(behind, n) })
	took = time.Since(began)
	return behind, took, errors.Join(err, followed, st.app.Close())
}

// furnish sets a small company up and makes the client's key.
func furnish(ctx context.Context, a *app.App) (key string, err error) {
	err = a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		if err := company.SetProfile(ctx, tx, company.Profile{Name: "Bench", TimeZone: "Europe/Oslo", Currency: "NOK", PhoneRegion: "NO", Addresses: []string{"bench.example"}}); err != nil {
			return err
		}
		for _, c := range benchContributors {
			if _, err := company.AddContributor(ctx, tx, c); err != nil {
				return err
			}
		}
		for _, t := range benchTouchpoints {
			if _, err := company.AddTouchpoint(ctx, tx, t); err != nil {
				return err
			}
		}
		key, _, err = company.AddKey(ctx, tx, "bench", []string{"read", "write"})
		return err
	})
	return key, err
}

// apart runs fn in a temporary directory that goes away, and with --db in a
// database that is empty before and after.
func (f BenchFlags) apart(s *session, fn func(dir string) error) (err error) {
	if s.DB != "" {
		if err := mustBeEmpty(s.ctx, s.DB); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, makeEmpty(context.WithoutCancel(s.ctx), s.DB)) }()
	}
	dir, err := os.MkdirTemp(f.Dir, "regard-bench-")
	if err != nil {
		return fmt.Errorf("no directory to measure in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return fn(dir)
}
