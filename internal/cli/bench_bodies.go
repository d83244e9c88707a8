package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"

	"regard/internal/listen/interaction"
)

// bodies are batches as they go over the wire, made beforehand in a file, so
// that making them up costs what is measured neither time nor memory.
type bodies struct {
	file  *os.File
	ends  []int64   // where each ends in the file
	rows  []int     // how many interactions each holds
	lines int       // from which on each is lines
	maker *contacts // who goes on where they end
}

// loaded is how many interactions a request has that is not measured.
const loaded = 500

// bodies makes rows up and writes them down: those to be loaded before, and
// those to be measured, in batches of their own size, as lists or as lines.
func (s *session) bodies(dir string, from, rows, batch int, fresh float64, lines bool) (_ *bodies, err error) {
	all := from + rows
	b := &bodies{maker: newContacts(all, fresh), lines: math.MaxInt}
	if b.file, err = os.Create(filepath.Join(dir, "bodies.json")); err != nil {
		return nil, err
	}
	bar := s.progress("making up interactions", int64(all))
	defer bar.end()
	var end int64
	for made := 0; made < all; {
		n := min(loaded, from-made)
		form := b.maker.batch
		if made >= from {
			if n = min(batch, all-made); lines {
				b.lines, form = min(b.lines, len(b.rows)), b.maker.lines
			}
		}
		text, err := form(n)
		if err != nil {
			return nil, err
		}
		if _, err := b.file.Write(text); err != nil {
			return nil, err
		}
		end += int64(len(text))
		made += n
		b.ends, b.rows = append(b.ends, end), append(b.rows, n)
		bar.add(n)
	}
	return b, s.ctx.Err()
}

// batch makes the next interactions, as they go over the wire.
func (c *contacts) batch(n int) ([]byte, error) {
	drafts := make([]interaction.Draft, n)
	for i := range drafts {
		drafts[i] = c.next()
	}
	return json.Marshal(drafts)
}

// lines makes the next interactions, one a line.
func (c *contacts) lines(n int) (text []byte, err error) {
	for range n {
		row, err := json.Marshal(c.next())
		if err != nil {
			return nil, err
		}
		text = append(append(text, row...), '\n')
	}
	return text, nil
}

// decode reads what a batch holds, as quickly as the library does.
func (b *bodies) decode(i int, text []byte) (drafts []interaction.Draft, err error) {
	if i < b.lines {
		return drafts, json.Unmarshal(text, &drafts)
	}
	drafts = make([]interaction.Draft, b.rows[i])
	at := 0
	for line := range bytes.Lines(text) {
		if err := json.Unmarshal(line, &drafts[at]); err != nil {
			return nil, err
		}
		at++
	}
	return drafts, nil
}

// all returns all batches from one on, to be read as one.
func (b *bodies) all(i int) *io.SectionReader {
	begin := int64(0)
	if i > 0 {
		begin = b.ends[i-1]
	}
	return io.NewSectionReader(b.file, begin, b.ends[len(b.ends)-1]-begin)
}

// body returns a batch, to be read.
func (b *bodies) body(i int) *io.SectionReader {
	begin := int64(0)
	if i > 0 {
		begin = b.ends[i-1]
	}
	return io.NewSectionReader(b.file, begin, b.ends[i]-begin)
}

// after returns the first batch after so many rows.
func (b *bodies) after(rows int) (batch int) {
	for ; rows > 0 && batch < len(b.rows); batch++ {
		rows -= b.rows[batch]
	}
	return batch
}

func (b *bodies) close() error { return b.file.Close() }
