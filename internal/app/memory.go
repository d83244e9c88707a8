package app

import (
	"context"
	"os"
	"runtime/debug"
	gauge "runtime/metrics"
	"time"
)

// What the collector aims at. Little of what Regard allocates lives long, and
// while much comes in, collecting at every doubling of a small heap would take a
// sixth of the processor. The limit keeps the heap where the whole process, with
// SQLite's caches, stays below 300 MB.
const (
	collectAt = 400       // per cent of what lives
	heapLimit = 128 << 20 // bytes
)

// tuneMemory sets how the collector works, unless whoever runs Regard did.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
}

// It is quiet when so little was allocated within so long: what followers and jobs
// need to see that there is nothing to do.
const (
	little    = 8 << 20 // bytes
	quietFrom = 5 * time.Second
)

// rest gives what is not needed back to the system when it has become quiet, until
// ctx ends. The collector would do so over many minutes, and the database never.
func (a *App) rest(ctx context.Context) {
	allocated := []gauge.Sample{{Name: "/gc/heap/allocs:bytes"}}
	var before uint64
	rested := false
	tick := time.NewTicker(quietFrom)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		gauge.Read(allocated)
		now := allocated[0].Value.Uint64()
		quiet := now-before < little
		if before = now; quiet && !rested {
			if err := a.DB.Rest(ctx); err != nil && ctx.Err() == nil {
				a.Log.Warn("the database's memory was not given back", "error", err)
			}
			debug.FreeOSMemory()
		}
		rested = quiet
	}
}
