// Package inbound is what comes in from outside in other forms than the API's:
// tables, NDJSON, mail. It turns each row into a draft and records nothing.
//
// An input yields its rows in order and one at a time, each with its bytes and
// the place where it stands, so that whoever handed it in can find and mend it.
// Turning a row into a draft needs nothing but the row, so many can be turned
// at once; Chunks does that, a bounded number ahead of whoever records them. A
// row is never dropped: it becomes a draft, or a problem that says why not.
package inbound

import (
	"context"
	"fmt"
	"iter"

	"regard/internal/platform/mail"
	"regard/internal/platform/problem"
)

// Input is something handed in: its rows, and the draft that each becomes.
type Input[D any] interface {
	// Rows yields the rows in order. A row with an error is refused for it; a
	// zero row with an error ends the input, which cannot be read on.
	Rows() iter.Seq2[Row, error]

	// Draft turns a row into a draft. It is called from several goroutines.
	Draft(Row) (D, error)
}

// Row is one row of an input, as it came.
type Row struct {
	Line int    // where it begins, from 1; 0 in mail
	Path string // of mail: the file, below what was opened
	Mail int    // of an mbox: which message of the file, from 1; 0 where the file is the message
	raw  []byte
	item mail.Item
	size int
}

// maxRow is the most bytes that a row may have: what a draft may hold at the
// most, written with escapes.
const maxRow = 4 << 20

// tooLong refuses a row whose bytes are not kept.
func tooLong() error {
	return problem.Field("", "import.row", problem.Params{"why": "it is longer than 4 MiB, so it is left in the input alone"})
}

// unreadable refuses a row, in words for whoever handed it in.
func unreadable(field, why string) error {
	return problem.Field(field, "import.row", problem.Params{"why": why})
}

// Parsed is a row with what became of it.
type Parsed[D any] struct {
	Row
	Draft   D
	Problem error // why there is no draft
}

// A chunk is full at so many rows or bytes, whatever comes first.
const (
	ChunkRows  = 1000
	chunkBytes = 8 << 20
)

// Chunks reads an input and yields its rows, parsed, in order and many at a
// time. Up to ahead chunks are read and parsed while the caller is busy with
// one. An error ends the sequence: the input's, or that of ctx.
func Chunks[D any](ctx context.Context, in Input[D], ahead int) iter.Seq2[[]Parsed[D], error] {
	return func(yield func([]Parsed[D], error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan []Parsed[D], ahead)
		defer func() { // whoever closes the input must find nobody reading it
			cancel()
			for range queue {
			}
		}()
		ended := make(chan error, 1)
		go func() { ended <- read(ctx, in, queue); close(queue) }()
		for parsed := range queue {
			if !yield(<-parsed, nil) {
				return
			}
		}
		if err := <-ended; err != nil {
			yield(nil, err)
		}
	}
}

// read fills chunks and has each parsed beside.
func read[D any](ctx context.Context, in Input[D], queue chan<- chan []Parsed[D]) error {
	var chunk []Parsed[D]
	size := 0
	flush := func() bool {
		if len(chunk) == 0 {
			return true
		}
		done := make(chan []Parsed[D], 1)
		select {
		case queue <- done:
		case <-ctx.Done():
			return false
		}
		go func(chunk []Parsed[D]) { parse(in, chunk); done <- chunk }(chunk)
		chunk, size = make([]Parsed[D], 0, ChunkRows), 0
		return true
	}
	for row, err := range in.Rows() {
		if row.IsZero() {
			flush()
			return err
		}
		chunk = append(chunk, Parsed[D]{Row: row, Problem: err})
		if size += row.size; len(chunk) == ChunkRows || size >= chunkBytes {
			if !flush() {
				return ctx.Err()
			}
		}
	}
	flush()
	return ctx.Err()
}

func parse[D any](in Input[D], chunk []Parsed[D]) {
	for i := range chunk {
		if r := &chunk[i]; r.Problem == nil {
			r.Draft, r.Problem = in.Draft(r.Row)
		}
	}
}

// Place says where a row stands, for people.
func (r Row) Place() string {
	switch {
	case r.Path == "":
		return fmt.Sprintf("line %d", r.Line)
	case r.Mail > 0:
		return fmt.Sprintf("%s, message %d", r.Path, r.Mail)
	}
	return r.Path
}

// IsZero tells that there is no row: the input cannot be read on.
func (r Row) IsZero() bool { return r.Line == 0 && r.Path == "" }

// Size returns how many bytes of the input the row takes.
func (r Row) Size() int { return r.size }
