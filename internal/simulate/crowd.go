package simulate

import (
	"container/heap"
	"iter"
	"time"
)

// crowd is many lives as one stream in order of time: a heap by when each life
// has something next. It holds what is under way, never the whole history.
type crowd struct {
	w     *World
	lives queue
	born  int       // the index of the next customer to come after Now
	birth time.Time // and when he comes
}

// everybody begins the lives of all customers.
func (w *World) everybody() *crowd {
	c := &crowd{w: w, born: w.o.Customers, birth: w.person(w.o.Customers).since}
	for i := range w.o.Customers {
		c.enter(i)
	}
	heap.Init(&c.lives)
	return c
}

func (c *crowd) enter(i int) {
	l := c.w.life(i)
	if at, ok := l.next(); ok {
		c.lives = append(c.lives, turn{at, l})
	}
}

// until tells what happens up to and including that time, new customers too,
// and leaves the crowd ready to go on from there. A beat is good until the next.
func (c *crowd) until(end time.Time) iter.Seq2[*life, *beat] {
	return func(yield func(*life, *beat) bool) {
		for {
			c.admit(end)
			if len(c.lives) == 0 || c.lives[0].at.After(end) {
				return
			}
			l := c.lives[0].life
			b := l.step()
			if at, ok := l.next(); ok {
				c.lives[0].at = at
				heap.Fix(&c.lives, 0)
			} else {
				heap.Pop(&c.lives)
			}
			if b != nil && !yield(l, b) {
				return
			}
		}
	}
}

// admit lets in the customers who come before anything else happens.
func (c *crowd) admit(end time.Time) {
	for !c.birth.After(end) && (len(c.lives) == 0 || !c.birth.After(c.lives[0].at)) {
		l := c.w.life(c.born)
		c.born++
		c.birth = c.w.person(c.born).since
		if at, ok := l.next(); ok {
			heap.Push(&c.lives, turn{at, l})
		}
	}
}

// turn is when it is a life's turn.
type turn struct {
	at   time.Time
	life *life
}

type queue []turn

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].at.Equal(q[j].at) {
		return q[i].life.who.index < q[j].life.who.index
	}
	return q[i].at.Before(q[j].at)
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(turn)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
