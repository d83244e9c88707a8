// Package app puts the house together: configuration, database, migration,
// followers and jobs, and the server with its edges. The command line and every
// end-to-end test start exactly this.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"regard/internal/act/keeping"
	"regard/internal/edge/web"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/know/impression"
	"regard/internal/listen/bystander"
	"regard/internal/listen/words"
	"regard/internal/platform/database"
	"regard/internal/platform/gate"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
	"regard/internal/platform/processor"
	"regard/internal/platform/secret"
	"regard/internal/platform/sign"
	"regard/internal/understand/coverage"
)

// Config is all that can be set from outside.
type Config struct {
	Data string // the data directory
	DB   string // PostgreSQL's URL; SQLite in the data directory when empty
	Key  string // 64 hexadecimal digits; the file "key" in the data directory when empty
	Rate int    // requests a second that an API key may make; 0: unlimited
	Log  *slog.Logger
	Demo *web.Demo // of a made-up company only

	Limits  Limits           // how much the server takes on at once
	Proxies gate.Proxies     // whose word is taken for whence a request comes
	Serves  bool             // it is opened to be served: refused where another server has the data directory
	Clock   func() time.Time // for tests
}

// App is an open Regard.
type App struct {
	Config
	DB     *database.DB
	Office *company.Office
	Key    sign.Key
	Words  *words.Index // what was said, in a file of this server's own

	claimed     *os.File // the lock of the data directory, of one that serves
	erasedAgain int      // customers who were in the database though they had been erased
}

// Open opens the data directory and brings the database to this binary's schema.
func Open(ctx context.Context, c Config) (_ *App, err error) {
	defer problem.Wrap(&err, "app.Open")
	tuneMemory()
	processor.Share()
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Data == "" {
		return nil, problem.Field("data", "field.required", nil)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, err
	}
	if err := restored(c.Data); err != nil {
		return nil, err
	}
	a := &App{Config: c}
	if c.Serves { // before anything is migrated that another works with
		if a.claimed, err = claim(c.Data, c.Log); err != nil {
			return nil, err
		}
	}
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// WordsFile is the file of words in the data directory.
const WordsFile = "words.db"

// open opens the database; what was opened before it failed, Close closes.
func (a *App) open(ctx context.Context) (err error) {
	c := a.Config
	dir := c.Data
	if c.DB != "" {
		dir = "" // the database may be shared, so its key must be too
	}
	if a.Key, err = secret.Key(c.Key, dir); err != nil {
		return err
	}
	url := c.DB
	if url == "" {
		url = "sqlite:" + filepath.Join(c.Data, databaseFile)
	}
	if a.DB, err = database.Open(ctx, database.Options{URL: url, Clock: c.Clock, Log: c.Log}); err != nil {
		return err
	}
	if err := a.DB.Migrate(ctx); err != nil {
		return err
	}
	if a.Office, err = company.Open(ctx, a.DB); err != nil {
		return err
	}
	a.Words = words.New(a.Office, filepath.Join(c.Data, WordsFile), c.Log)
	return errors.Join(a.eraseAgain(ctx), a.noteOthers(ctx, true))
}

// Close closes the database and lets the data directory go.
func (a *App) Close() (err error) {
	if a.Words != nil {
		err = a.Words.Close()
	}
	if a.DB != nil {
		err = errors.Join(err, a.DB.Close())
	}
	if a.claimed != nil {
		err = errors.Join(err, a.claimed.Close())
	}
	return err
}

// Followers returns what follows the journal.
func (a *App) Followers() []journal.Follower {
	return []journal.Follower{impression.Pulse(a.Office)}
}

// Listeners returns what listens to news, in words, for whoever decides whether
// an import may be news. Whatever comes to wake on news adds its line here.
func (a *App) Listeners() []string { return []string{web.ListensToNews} }

// Jobs returns who does which jobs.
func (a *App) Jobs() map[string]job.Handler {
	return map[string]job.Handler{
		impression.JobRejudge: impression.Rejudge(a.Office),
		customer.JobReclass:   customer.ReclassAll(a.Office),
		customer.JobMatch:     customer.Match(a.Office, a.Data),
		customer.JobErase:     a.erase,
		keeping.JobKeep:       keeping.Keep(a.Office),
		coverage.JobCount:     coverage.Count(a.Office),
		jobForget:             a.forget,
	}
}

// jobForget removes sessions and links that have run out, and the words of
// remarks that were decided long ago, once an hour.
const jobForget = "company.forget"

func (a *App) forget(ctx context.Context, _ *database.DB, j job.Job) error {
	return a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		if err := company.ForgetExpired(ctx, tx); err != nil {
			return err
		}
		if err := bystander.ForgetDecided(ctx, tx); err != nil {
			return err
		}
		return job.Add(ctx, tx.Tx, jobForget, "hourly", tx.Now.Add(time.Hour), nil)
	})
}

// Follow runs followers and jobs until ctx ends.
func (a *App) Follow(ctx context.Context) error {
	err := a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		if err := job.Add(ctx, tx.Tx, jobForget, "hourly", tx.Now, nil); err != nil {
			return err
		}
		if err := job.Add(ctx, tx.Tx, keeping.JobKeep, "daily", tx.Now, nil); err != nil {
			return err
		}
		if err := job.Add(ctx, tx.Tx, customer.JobMatch, customer.MatchChanged, tx.Now, nil); err != nil {
			return err
		}
		return job.Add(ctx, tx.Tx, coverage.JobCount, coverage.JobKey, tx.Now, nil)
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil // told to end before it had begun
		}
		return err
	}
	var wg sync.WaitGroup
	behind := func(work func()) {
		wg.Go(func() {
			processor.GiveWay()
			work()
		})
	}
	for _, f := range a.Followers() {
		behind(func() { f.Run(ctx, a.DB, a.Log, time.Second) })
	}
	behind(func() { a.Words.Run(ctx, time.Second) })
	behind(func() { a.keepNoting(ctx) })
	wg.Go(func() { job.Run(ctx, a.DB, a.Jobs(), a.Log, customer.JobMatch) })
	wg.Wait()
	return nil
}

// CatchUp has every follower follow to the journal's end. said is told how far
// each has come, now and then; it may be nil.
func (a *App) CatchUp(ctx context.Context, said func(n int)) error {
	for _, f := range a.Followers() {
		for done := 0; ; {
			n, err := f.Step(ctx, a.DB)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			if done += n; said != nil {
				said(done)
			}
		}
	}
	return nil
}

// Welcome returns a link that signs in once where nobody can sign in yet: the
// first run. Empty when there are users.
func (a *App) Welcome(ctx context.Context, address net.Addr) (link string, err error) {
	err = a.Office.Update(ctx, company.System, func(tx *company.Tx) error {
		users, err := company.Users(ctx, tx)
		if err != nil || len(users) > 0 {
			return err
		}
		token, err := company.SignInLink(ctx, tx, 0, 24*time.Hour)
		link = fmt.Sprintf("http://%s/first/%s", address, token)
		return err
	})
	return link, err
}
