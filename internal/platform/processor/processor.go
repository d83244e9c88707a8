// Package processor says whose work comes first where processors are short: who
// waits at a screen, before what is done behind his back.
package processor

import (
	"os"
	"runtime"
	"sync"
)

// behind is for how many goroutines that give way there are places at the same time. The
// writer, who copies its log, followers and jobs are more; but they are in the database
// most of the time, and every place that is idle is looked after whenever something is to be
// done: with six of them a single interaction cost a tenth more.
const behind = 2

var count = sync.OnceValue(func() int { return runtime.GOMAXPROCS(0) })

// Count is how many processors this process may use.
func Count() int { return count() }

// Share has the scheduler keep some places more than there are processors, for
// goroutines that give way, unless whoever runs the process set GOMAXPROCS. With one place a
// processor, somebody who waits for a page would wait until another has computed for
// ten milliseconds, once for each step of his request; so the system shares the processors
// out, which looks closer. Only the first call does something.
var Share = sync.OnceFunc(func() {
	n := Count()
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(n + behind)
	}
})
