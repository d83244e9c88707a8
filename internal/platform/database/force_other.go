//go:build !linux

package database

import "os"

// force forces a file's content to disk.
func force(f *os.File) error { return f.Sync() }
