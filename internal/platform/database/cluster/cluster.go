// Package cluster is a PostgreSQL of one's own: made in a temporary directory,
// run by an unprivileged user, reached by a socket in it, gone with the process
// that made it. Tests have theirs, and torture makes one to take it away.
package cluster

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Cluster is a PostgreSQL in a directory of its own. It is not for several
// goroutines at once.
type Cluster struct {
	Dir string // where its socket is too

	user     *syscall.Credential
	guardian *exec.Cmd // nil: not running
	alive    *os.File  // the pipe by which the guardian knows that this process lives
}

// superuser is who may do everything in it.
const superuser = "postgres"

// New makes one. Where PostgreSQL is not installed, the error says what to do.
func New() (c *Cluster, err error) {
	c, err = bare()
	if err != nil {
		return nil, err
	}
	if err := c.run("initdb", "--no-sync", "--auth=trust", "--username="+superuser, "--encoding=UTF8", "--locale=C", "--pgdata="+c.data()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.Dir))
	}
	return c, nil
}

// Standby makes one that follows another, which must be running and allow it.
func Standby(of *Cluster) (c *Cluster, err error) {
	c, err = bare()
	if err != nil {
		return nil, err
	}
	if err := c.Follow(of); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.Dir))
	}
	return c, nil
}

func bare() (c *Cluster, err error) {
	c = &Cluster{}
	if c.Dir, err = os.MkdirTemp("", "regard-pg"); err != nil {
		return nil, err
	}
	if c.user, err = unprivileged(c.Dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.Dir))
	}
	return c, nil
}

// Follow replaces what is in it by a copy of another, which it follows from its
// next start on.
func (c *Cluster) Follow(of *Cluster) error {
	if err := os.RemoveAll(c.data()); err != nil {
		return err
	}
	return c.run("pg_basebackup", "--no-sync", "--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--username="+superuser, "--host="+of.Dir, "--pgdata="+c.data())
}

func (c *Cluster) data() string { return filepath.Join(c.Dir, "data") }

// URL names one of its databases.
func (c *Cluster) URL(database string) string { return URL(database, c) }

// URL names a database of several clusters, of which one takes writes.
func URL(database string, of ...*Cluster) string {
	var sockets []string
	for _, c := range of {
		sockets = append(sockets, c.Dir)
	}
	q := url.Values{"host": {strings.Join(sockets, ",")}, "user": {superuser}, "sslmode": {"disable"}}
	if len(of) > 1 {
		q.Set("target_session_attrs", "read-write")
	}
	return "postgres:///" + database + "?" + q.Encode()
}

// Start starts it with settings ("fsync=off"), and waits until it answers. A
// guardian ends it and removes the directory when this process ends, however
// that comes.
func (c *Cluster) Start(settings ...string) error {
	postgres, err := find("postgres")
	if err != nil {
		return err
	}
	args := []string{"-c", `"$0" "$@" >>"` + c.Dir + `/log" 2>&1 3<&- & pid=$!; read _ <&3; kill -QUIT $pid; wait $pid; rm -rf "` + c.Dir + `"`,
		postgres, "-D", c.data(), "-k", c.Dir}
	for _, s := range append([]string{"listen_addresses="}, settings...) {
		args = append(args, "-c", s)
	}
	cmd := exec.Command("/bin/sh", args...)
	cmd.Dir, cmd.SysProcAttr = c.Dir, &syscall.SysProcAttr{Credential: c.user, Setpgid: true}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	cmd.ExtraFiles = []*os.File{r} // descriptor 3
	if err := cmd.Start(); err != nil {
		return errors.Join(err, w.Close())
	}
	c.guardian, c.alive = cmd, w
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		err := c.Run("SELECT 1")
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(c.Dir, "log"))
			return errors.Join(fmt.Errorf("PostgreSQL did not start: %w\n%s", err, log), c.Kill())
		}
	}
}

// Run runs a statement as the superuser.
func (c *Cluster) Run(statement string) error {
	_, err := c.ask(func(db *sql.DB) (string, error) { _, err := db.Exec(statement); return "", err })
	return err
}

// Ask runs a query that returns one text.
func (c *Cluster) Ask(query string) (answer string, err error) {
	return c.ask(func(db *sql.DB) (string, error) { err := db.QueryRow(query).Scan(&answer); return answer, err })
}

func (c *Cluster) ask(fn func(*sql.DB) (string, error)) (string, error) {
	db, err := sql.Open("pgx", c.URL("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	return fn(db)
}

// Await has it wait from now on, with each commit, until a standby has forced
// it to its disk; it returns when the standby follows.
func (c *Cluster) Await(ctx context.Context, standby *Cluster) error {
	if err := errors.Join(standby.Run("SELECT 1"), c.Run("ALTER SYSTEM SET synchronous_standby_names = '*'"), c.Run("SELECT pg_reload_conf()")); err != nil {
		return err
	}
	for ctx.Err() == nil {
		state, err := c.Ask(`SELECT coalesce(max(sync_state), '') FROM pg_stat_replication WHERE state = 'streaming'`)
		if err == nil && state == "sync" {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("no standby follows: %w", ctx.Err())
}

// Promote makes a standby a primary that waits for nobody.
func (c *Cluster) Promote() error {
	return errors.Join(c.Run("SELECT pg_promote()"), c.Run("ALTER SYSTEM RESET synchronous_standby_names"), c.Run("SELECT pg_reload_conf()"))
}

// Kill ends it as a machine that dies: every process at once, with nothing said.
// It returns when nothing of it runs any more.
func (c *Cluster) Kill() error {
	if c.guardian == nil {
		return nil
	}
	c.guardian.Process.Kill() //nolint:errcheck // it may have ended
	if all := c.Processes(); all != nil {
		syscall.Kill(all[0], syscall.SIGSTOP) //nolint:errcheck // as above; it starts no others now
		all = c.Processes()
		for _, pid := range all {
			syscall.Kill(pid, syscall.SIGKILL) //nolint:errcheck // as above
		}
		for _, pid := range all {
			for runs(pid) {
				time.Sleep(time.Millisecond)
			}
		}
	}
	c.guardian.Wait() //nolint:errcheck // it was killed
	c.guardian = nil
	// Its locks name a process that the system may not have cleared away yet.
	for _, lock := range []string{filepath.Join(c.data(), "postmaster.pid"), filepath.Join(c.Dir, ".s.PGSQL.5432.lock")} {
		if err := os.Remove(lock); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(err, c.alive.Close())
		}
	}
	return c.alive.Close()
}

// Remove ends it and removes its directory.
func (c *Cluster) Remove() error { return errors.Join(c.Kill(), os.RemoveAll(c.Dir)) }
