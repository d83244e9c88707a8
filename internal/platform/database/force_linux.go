package database

import (
	"os"
	"syscall"
)

// force forces a file's content to disk.
func force(f *os.File) error { return syscall.Fdatasync(int(f.Fd())) }
