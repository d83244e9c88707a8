package torture

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"regard/internal/program"
)

// Disk has the disk fail in so many rounds, for a while each: it takes long to
// force anything, or refuses to force, to take or to give anything (EIO). More
// is sent meanwhile than fits into the line, and cards are read. On torture's own
// PostgreSQL the disk only takes long: where forcing fails, PostgreSQL crashes on
// purpose, as in Cut. It needs strace, and leave to trace.
func Disk(ctx context.Context, o Options) (r Report, err error) {
	o.Heavy = true
	return o.torture(ctx, (*ground).disk)
}

// narrow has a server turn away early.
var narrow = []string{"REGARD_MAX_WRITES=1", "REGARD_MAX_LINE=1", "REGARD_MAX_WAIT=2s"}

// disk lets a round of Disk go its way.
func (g *ground) disk(ctx context.Context) (r Round, err error) {
	switch {
	case len(g.Ways) > 0:
		r.Way = g.Ways[g.gone%len(g.Ways)]
	case g.primary != nil:
		r.Way = Slow
	default:
		r.Way = pick(g.dice, []Way{Slow, Slow, SyncsFail, WritesFail, ReadsFail})
	}
	g.gone++
	err = g.through(ctx, &r, func(ctx context.Context) error {
		back, err := g.fault(r.Way)
		if err != nil {
			return err
		}
		g.read(ctx, &r)
		return back()
	})
	return r, err
}

// read reads cards while a fault lasts.
func (g *ground) read(ctx context.Context, r *Round) {
	ctx, stop := context.WithTimeout(ctx, g.Lasting)
	defer stop()
	for reader := g.client("reader", 0); ctx.Err() == nil; wait(ctx, 10*time.Millisecond) {
		var path string
		g.book.do(func() {
			if path = "/api/v1/coverage"; len(g.book.records) > 0 {
				path = "/api/v1/customers/" + pick(g.dice, g.book.records)
			}
		})
		began := time.Now()
		status, answer, err := reader.send(context.WithoutCancel(ctx), g.sites[0].at, &request{method: http.MethodGet, path: path})
		took := time.Since(began)
		r.Read++
		r.Slowest = max(r.Slowest, took)
		switch { // an erased customer's card is gone
		case err != nil:
			r.say("reading %s: %v", path, err)
		case r.Way == ReadsFail && status == http.StatusServiceUnavailable:
		case status != http.StatusOK && status != http.StatusGone && status != http.StatusNotFound:
			r.say("reading %s: %d %.300s", path, status, answer)
		}
	}
}

// fault has the system calls of whoever writes the database fail, or take long,
// until back is called.
func (g *ground) fault(way Way) (back func() error, err error) {
	calls, fails := map[Way]string{Slow: "fdatasync,fsync", SyncsFail: "fdatasync,fsync", WritesFail: "pwrite64", ReadsFail: "pread64"}[way], "error=EIO"
	if way == Slow {
		fails = fmt.Sprint("delay_exit=", g.Delay.Microseconds())
	}
	pids := []int{g.sites[0].server.PID()}
	if g.primary != nil {
		pids = g.primary.Processes()
	}
	args := []string{"-f", "-qq", "-o", filepath.Join(g.dir, "trace"), "-e", "signal=none", "-e", "trace=" + calls, "-e", "inject=" + calls + ":" + fails}
	for _, pid := range pids {
		args = append(args, "-p", strconv.Itoa(pid))
	}
	said := &strings.Builder{}
	strace := exec.Command("strace", args...)
	strace.Stderr = said
	strace.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} // it lets go of what it traces
	ended, err := program.Start(strace)
	if err != nil {
		return nil, err
	}
	for !traced(pids) {
		select {
		case err := <-ended:
			return nil, fmt.Errorf("strace: %w: %s", err, said)
		case <-time.After(time.Millisecond):
		}
	}
	return func() error {
		if err := strace.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		<-ended // by that signal
		return nil
	}, nil
}

// traced tells whether every thread of processes is traced.
func traced(pids []int) bool {
	for _, pid := range pids {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
		for _, task := range tasks {
			if said, err := os.ReadFile(task); err == nil && strings.Contains(string(said), "\nTracerPid:\t0\n") {
				return false
			}
		}
	}
	return true
}

// Traceable tells why nothing can be traced here; nil where it can.
func Traceable(ctx context.Context) error {
	out, err := exec.CommandContext(ctx, "strace", "-o", os.DevNull, "-e", "trace=none", "true").CombinedOutput()
	if err != nil {
		return fmt.Errorf("strace cannot trace here: %w: %s", err, out)
	}
	return nil
}
