//go:build !linux

package processor

// GiveWay does nothing where a thread cannot be nicer than its process.
func GiveWay() {}
