package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"regard/internal/app"
	"regard/internal/edge/web"
	"regard/internal/simulate"
)

// stand serves the made-up company until the command ends. A visitor may have
// it made anew meanwhile: the server ends, the database becomes what it was when
// it was freshly made, and the next server goes on at the same address. Who
// connects in between waits.
func (c Demo) stand(s *session) error {
	fresh, err := c.clear(s)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Listen, err)
	}
	defer l.Close()
	if !fresh {
		again, err := c.serve(s, l.(*net.TCPListener), c.world(time.Now()), false)
		if err != nil || !again {
			return err
		}
		c.Keep = false
		if _, err := c.clear(s); err != nil {
			return err
		}
	}
	for made := (*simulate.World)(nil); ; {
		if made, err = c.makeUp(s, made); err != nil {
			return err
		}
		again, err := c.serve(s, l.(*net.TCPListener), made, true)
		if err != nil || !again {
			return err
		}
	}
}

// madeFile is the database as it was when it was freshly made, without what was
// under way then.
const madeFile = "made.db"

// makeUp makes the company up, or anew: from the copy while that is of today,
// so that every date still fits. made is the world of the copy, nil for none.
func (c Demo) makeUp(s *session, made *simulate.World) (w *simulate.World, err error) {
	if made != nil {
		if sameDay(made.Now(), time.Now()) {
			return made, restore(s.Data)
		}
		if _, err := c.clear(s); err != nil {
			return nil, err
		}
	}
	err = s.within(func(a *app.App) error {
		w = c.world(a.DB.Now())
		return c.load(s, a, w)
	})
	if err != nil || s.DB != "" {
		return w, err
	}
	return w, copyFile(filepath.Join(s.Data, "regard.db"), filepath.Join(s.Data, madeFile))
}

func sameDay(a, b time.Time) bool {
	return a.Local().Format(time.DateOnly) == b.Local().Format(time.DateOnly)
}

// restore puts the freshly made database back. Nothing has it open.
func restore(dir string) error {
	file := filepath.Join(dir, "regard.db")
	if err := copyFile(filepath.Join(dir, madeFile), file+".new"); err != nil {
		return err
	}
	for _, beside := range []string{file + "-wal", file + "-shm"} { // they belong to what is replaced
		if err := os.Remove(beside); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return os.Rename(file+".new", file)
}

// copyFile copies a file that nobody writes to.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}

// serve serves until the command ends or a visitor asks for the company anew.
func (c Demo) serve(s *session, l *net.TCPListener, w *simulate.World, fresh bool) (again bool, err error) {
	if err := l.SetDeadline(time.Time{}); err != nil {
		return false, err
	}
	open := &lasting{TCPListener: l, closed: make(chan struct{}), idle: make(chan struct{})}
	ctx, end := context.WithCancel(s.ctx)
	defer end()
	err = s.serving(func(a *app.App) error {
		a.Demo = &web.Demo{Characters: demoCharacters(), Anywhere: c.Anywhere}
		if s.DB == "" { // what is in PostgreSQL may be more than the demo's
			a.Demo.Reset = func(asked context.Context) error {
				end()
				select {
				case <-open.closed:
					return nil
				case <-asked.Done():
					return asked.Err()
				}
			}
		}
		var incident simulate.Incident
		if fresh {
			if err := c.present(ctx, a, w); err != nil {
				return err
			}
			incident = w.Incident(a.DB.Now())
			if err := recordLive(ctx, a, incident.Drafts...); err != nil {
				return err
			}
		}
		if err := c.introduce(s, a, w, incident, l.Addr()); err != nil {
			return err
		}
		var beside sync.WaitGroup
		beside.Go(func() { c.live(ctx, a, w, incident) })
		err := a.Serve(ctx, open)
		end()
		beside.Wait()
		return err
	})
	if err != nil || s.ctx.Err() != nil {
		return false, err
	}
	<-open.idle
	return true, nil
}

// lasting is a listener that outlives its servers: closing it only ends the
// accepting, and who connects meanwhile is accepted by the next.
type lasting struct {
	*net.TCPListener
	closing, resting sync.Once
	closed           chan struct{} // its server takes nobody any more
	idle             chan struct{} // and nobody is in Accept
}

// Accept returns the next connection.
func (l *lasting) Accept() (net.Conn, error) {
	k, err := l.TCPListener.Accept()
	if err != nil {
		l.resting.Do(func() { close(l.idle) })
	}
	return k, err
}

// Close ends the accepting.
func (l *lasting) Close() (err error) {
	l.closing.Do(func() {
		err = l.SetDeadline(time.Unix(1, 0))
		close(l.closed)
	})
	return err
}
