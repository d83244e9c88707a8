package simulate

import (
	"testing"
	"time"
)

// BenchmarkInteractions tells how quickly a world is told, on one core.
func BenchmarkInteractions(b *testing.B) {
	w := New(Options{Seed: 1, Customers: 2000, Now: time.Date(2026, 5, 19, 13, 20, 0, 0, time.UTC)})
	b.ReportAllocs()
	told := 0
	for b.Loop() {
		for range w.Interactions() {
			told++
		}
	}
	b.ReportMetric(float64(told)/b.Elapsed().Seconds(), "interactions/s")
}

// BenchmarkNew tells how long it takes to find the pace of the whole world.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Options{Seed: 1, Customers: 20_000, Now: time.Date(2026, 5, 19, 13, 20, 0, 0, time.UTC)})
	}
}
