package app

import (
	"os"
	"runtime/debug"
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
