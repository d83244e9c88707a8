// Package program runs Regard as it is served: the program itself, in a process of
// its own. What tortures and what measures it stands outside.
package program

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// Process is a Regard that was started.
type Process struct {
	Ended <-chan struct{} // closed when nothing of it is left

	cmd *exec.Cmd
	at  chan string // its address, once it says so; closed when it ends
	err error       // how it ended
}

// Serve has the program at a path serve a data directory, and the database at a URL
// unless that is empty, on a loopback address; settings ("REGARD_MAX_LINE=1") come on top.
// It does not wait for it. The program does not outlive this process.
func Serve(path, data, db, key string, log io.Writer, settings ...string) (*Process, error) {
	ended := make(chan struct{})
	p := &Process{cmd: exec.Command(path, "serve"), at: make(chan string, 1), Ended: ended}
	p.cmd.Env = append(os.Environ(), "REGARD_DATA="+data, "REGARD_DB="+db, "REGARD_KEY="+key, "REGARD_LISTEN=127.0.0.1:0", "REGARD_RATE=0", "REGARD_LOG=warn", "REGARD_CONFIG=")
	p.cmd.Env, p.cmd.Stderr = append(p.cmd.Env, settings...), log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	lines, out := io.Pipe()
	p.cmd.Stdout = out
	exited, err := Start(p.cmd)
	if err != nil {
		return nil, err
	}
	said := make(chan struct{})
	go func() {
		defer close(said)
		for each := bufio.NewScanner(lines); each.Scan(); {
			if _, at, ok := strings.Cut(each.Text(), "Regard is at "); ok {
				p.at <- at
			}
		}
		io.Copy(io.Discard, lines) //nolint:errcheck // what nobody reads must not keep it waiting
	}()
	go func() {
		p.err = <-exited
		out.Close()
		<-said
		close(p.at)
		close(ended)
	}()
	return p, nil
}

// Start starts a command and tells how it ends. It stays with the thread that it was
// started on: what is to happen when its parent dies (Pdeathsig) happens when that thread
// ends, and a thread may end long before the process does.
func Start(cmd *exec.Cmd) (ended <-chan error, err error) {
	began, end := make(chan error, 1), make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if began <- err; err == nil {
			end <- cmd.Wait()
		}
	}()
	return end, <-began
}

// Ready waits until it serves, so long at most, and returns where.
func (p *Process) Ready(ctx context.Context, most time.Duration) (at string, err error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	select {
	case said, ok := <-p.at:
		if !ok {
			<-p.Ended
			return "", fmt.Errorf("it ended before it was ready: %w", errors.Join(p.err, errEnded))
		}
		at = said
	case <-ctx.Done():
		return "", fmt.Errorf("it said no address within %s", most)
	}
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"/readyz", nil)
		if err != nil {
			return "", err
		}
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return at, nil
			}
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("it was not ready within %s: %w", most, err)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

var errEnded = errors.New("ended")

// PID is the process's number.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Kill ends it as the system does when it has no memory left: at once, with
// nothing said. It waits until nothing of it is left.
func (p *Process) Kill() {
	p.cmd.Process.Signal(syscall.SIGKILL) //nolint:errcheck // it may have ended by itself
	<-p.Ended
}

// Ask asks it to end, as an operator does.
func (p *Process) Ask() { p.cmd.Process.Signal(syscall.SIGTERM) } //nolint:errcheck // as above
