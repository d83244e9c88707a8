package torture

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// process is a Regard as it is served: the program itself, in a process of its
// own, on a loopback address.
type process struct {
	cmd   *exec.Cmd
	at    chan string // its address, once it says so; closed when it ends
	ended chan struct{}
	err   error // how it ended
}

// launch starts the program and does not wait for it.
func launch(program string, env []string, log io.Writer, args ...string) (*process, error) {
	p := &process{cmd: exec.Command(program, args...), at: make(chan string, 1), ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stderr = append(os.Environ(), env...), log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // should the torture itself be killed
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.ended)
		defer close(p.at)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, at, ok := strings.Cut(lines.Text(), "Regard is at "); ok {
				p.at <- at
			}
		}
		p.err = p.cmd.Wait()
	}()
	return p, nil
}

// ready waits until it serves, and returns where.
func (p *process) ready(ctx context.Context, most time.Duration) (at string, err error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	select {
	case said, ok := <-p.at:
		if !ok {
			<-p.ended
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

// kill ends it as the system does when it has no memory left: at once, with
// nothing said. It waits until nothing of it is left.
func (p *process) kill() {
	p.cmd.Process.Signal(syscall.SIGKILL) //nolint:errcheck // it may have ended by itself
	<-p.ended
}

// ask asks it to end, as an operator does.
func (p *process) ask() { p.cmd.Process.Signal(syscall.SIGTERM) } //nolint:errcheck // as above
