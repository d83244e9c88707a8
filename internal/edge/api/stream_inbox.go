package api

import (
	"context"
	"sync"

	"regard/internal/listen/interaction"
)

// piece is rows that came one after another, on their way to being answered.
type piece struct {
	outcomes []interaction.Outcome // of each row; of a draft, once it is recorded
	drafts   []interaction.Draft
	at       []int // which row each draft is
	size     int   // bytes of the rows
	sent     *interaction.Sending
}

// pieceBytes is how many bytes of rows, and one row more, a piece may have.
const pieceBytes = 64 << 10

// takes returns how many bytes of memory it has, about: a row has a draft and an
// answer besides its text, however short that is.
func (p *piece) takes() int { return p.size + 512*len(p.outcomes) }

func (p *piece) full() bool { return len(p.outcomes) >= rowsATransaction || p.size >= pieceBytes }

// add adds a row of so many bytes, or the problem with it.
func (p *piece) add(d interaction.Draft, size int, wrong error) {
	p.size += size
	if wrong != nil {
		p.outcomes = append(p.outcomes, interaction.Outcome{Status: interaction.Refused, Problem: wrong})
		return
	}
	p.outcomes, p.drafts, p.at = append(p.outcomes, interaction.Outcome{}), append(p.drafts, d), append(p.at, len(p.outcomes))
}

// inbox is a piece that grows while nobody takes it: few rows where they come
// slowly, so that each is answered soon, and many where they come fast.
type inbox struct {
	mu    sync.Mutex
	piece *piece
	ended bool
	wrong error         // why no more can be read
	some  chan struct{} // holds one when there is something to take
	whole chan struct{} // holds one when that will not become more: the piece is full, or the last
	room  chan struct{} // holds one when something was taken
}

func newInbox() *inbox {
	return &inbox{piece: &piece{}, some: make(chan struct{}, 1), whole: make(chan struct{}, 1), room: make(chan struct{}, 1)}
}

// fill reads rows until their end, or that of ctx.
func (b *inbox) fill(ctx context.Context, rows *rows) {
	for ctx.Err() == nil {
		var d interaction.Draft
		more, err := rows.next(&d)
		b.mu.Lock()
		for more && b.piece.full() {
			b.mu.Unlock()
			select {
			case <-b.room:
			case <-ctx.Done():
				return
			}
			b.mu.Lock()
		}
		if more {
			b.piece.add(d, rows.size, err)
		} else {
			b.ended, b.wrong = true, err
		}
		whole := b.ended || b.piece.full()
		b.mu.Unlock()
		if signal(b.some); whole {
			signal(b.whole)
		}
		if !more {
			return
		}
	}
}

// take takes what there is, and tells whether nothing follows.
func (b *inbox) take() (*piece, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.piece
	b.piece = &piece{}
	if p.full() && !b.ended { // so will the next be
		n := len(p.outcomes) + len(p.outcomes)/8
		b.piece.outcomes, b.piece.drafts, b.piece.at = make([]interaction.Outcome, 0, n), make([]interaction.Draft, 0, n), make([]int, 0, n)
	}
	signal(b.room)
	return p, b.ended
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
