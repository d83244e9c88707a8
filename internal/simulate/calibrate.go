package simulate

import (
	"math"
	"sync"
	"sync/atomic"
)

// calibrate finds the pace at which the customers, living without words, have
// the interactions asked for by Now. Counts rise nearly in proportion to the
// pace, so a few corrections come within half a per cent.
func (w *World) calibrate() float64 {
	want := float64(w.o.Interactions)
	best, closest := 0.0, math.Inf(1)
	w.pace = 0.16 * want / float64(w.o.Customers) // about right, as measured
	for range 7 {
		got := float64(w.count())
		if miss := math.Abs(got - want); miss < closest {
			best, closest = w.pace, miss
		}
		if closest <= 0.005*want {
			break
		}
		w.pace *= clamp(want/got, 0.2, 5)
	}
	return best
}

// count lives every life to Now and counts its beats.
func (w *World) count() int {
	const batch = 64
	var next, sum atomic.Int64
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				from := int(next.Add(batch)) - batch
				if from >= w.o.Customers {
					return
				}
				for i := from; i < min(from+batch, w.o.Customers); i++ {
					sum.Add(int64(w.life(i).until(w.o.Now)))
				}
			}
		})
	}
	wg.Wait()
	return int(sum.Load())
}
