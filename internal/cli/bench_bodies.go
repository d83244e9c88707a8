package cli

import (
	"encoding/json"
	"io"
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
	maker *contacts // who goes on where they end
}

// loaded is how many interactions a request has that is not measured.
const loaded = 500

// bodies makes rows up and writes them down: those to be loaded before, and
// those to be measured, in batches of their own size.
func (s *session) bodies(dir string, from, rows, batch int, fresh float64) (_ *bodies, err error) {
	all := from + rows
	b := &bodies{maker: newContacts(all, fresh)}
	if b.file, err = os.Create(filepath.Join(dir, "bodies.json")); err != nil {
		return nil, err
	}
	bar := s.progress("making up interactions", int64(all))
	defer bar.end()
	var end int64
	for made := 0; made < all; {
		n := min(loaded, from-made)
		if made >= from {
			n = min(batch, all-made)
		}
		text, err := b.maker.batch(n)
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
