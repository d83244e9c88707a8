package processor

import (
	"runtime"
	"syscall"
)

// nicer is how many steps nicer than the process a goroutine is that gives way:
// where nothing is idle it gets a third of the processor of one that does not.
const nicer = 5

// GiveWay has the calling goroutine run on a thread of its own, to which the others
// come first, until it ends. It must be the goroutine's first call.
func GiveWay() {
	runtime.LockOSThread() // never unlocked, so that the thread ends with the goroutine
	thread := syscall.Gettid()
	// The system call answers 20 less how nice the thread is. Who may not be nicer works as before.
	if answer, err := syscall.Getpriority(syscall.PRIO_PROCESS, thread); err == nil {
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, thread, min(20-answer+nicer, 19))
	}
}
