package customer

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"regard/internal/know/company"
	"regard/internal/know/likeness"
)

// readings are what all persons say of who they are, as it was read: a
// likeness.Shelf whose places are where in a file each stands, in the order of
// their ids. The file has no name, so that nothing of it is left however the
// process ends, and nobody else opens it.
type readings struct {
	ctx  context.Context
	file *os.File
	n    int
	size int64
}

// readingHead is how many bytes tell how long a reading is.
const readingHead = 4

// readAll reads all persons into a file in dir.
func readAll(ctx context.Context, o *company.Office, dir string, still func(*company.Tx) error) (r *readings, err error) {
	p := persons{ctx: ctx, o: o}
	if err := p.view(func(tx *company.Tx) error { p.year = tx.Now.Year(); return nil }); err != nil {
		return nil, err
	}
	r = &readings{ctx: ctx}
	if r.file, err = os.CreateTemp(dir, "comparing-*"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
		}
	}()
	if err := os.Remove(r.file.Name()); err != nil {
		return r, err
	}
	w := bufio.NewWriterSize(r.file, 1<<18)
	var line []byte
	err = p.All(func(_ int64, one *likeness.Reading) error {
		line = one.Append(append(line[:0], make([]byte, readingHead)...))
		binary.LittleEndian.PutUint32(line, uint32(len(line)-readingHead))
		r.n, r.size = r.n+1, r.size+int64(len(line))
		if r.n%(100*matchPage) == 0 {
			if err := o.Update(ctx, company.System, still); err != nil {
				return err
			}
		}
		_, err := w.Write(line)
		return err
	})
	return r, errors.Join(err, w.Flush())
}

// Close lets the file go.
func (r *readings) Close() error { return r.file.Close() }

// All is a likeness.Shelf's.
func (r *readings) All(visit func(place int64, one *likeness.Reading) error) error {
	return r.walk(func(next int64) (int64, bool) { return next, next < r.size }, visit)
}

// Some is a likeness.Shelf's.
func (r *readings) Some(places []int64, visit func(place int64, one *likeness.Reading) error) error {
	i := -1
	return r.walk(func(int64) (int64, bool) {
		if i++; i == len(places) {
			return 0, false
		}
		return places[i], true
	}, visit)
}

// walk visits places, which ascend: next tells the one to visit, given where the
// last one ends. Of what lies between, little is read, and nothing is kept.
func (r *readings) walk(next func(end int64) (int64, bool), visit func(place int64, one *likeness.Reading) error) error {
	const window, batch = 1 << 18, 1 << 18
	var (
		buf    = make([]byte, 0, window)
		from   int64 // of buf, in the file
		some   []byte
		places []int64
		ends   []int
		one    likeness.Reading
	)
	// at returns n bytes of the file.
	at := func(place int64, n int) ([]byte, error) {
		if place < from || place+int64(n) > from+int64(len(buf)) {
			if err := r.ctx.Err(); err != nil {
				return nil, err
			}
			if cap(buf) < n {
				buf = make([]byte, 0, n)
			}
			got, err := r.file.ReadAt(buf[:cap(buf)], place)
			if got < n {
				return nil, errors.Join(io.ErrUnexpectedEOF, err)
			}
			buf, from = buf[:got], place
		}
		return buf[place-from:][:n], nil
	}
	tell := func() error {
		text, start := string(some), 0
		for i, end := range ends {
			if err := one.Parse(text[start:end]); err != nil {
				return err
			}
			if err := visit(places[i], &one); err != nil {
				return err
			}
			start = end
		}
		some, places, ends = some[:0], places[:0], ends[:0]
		return nil
	}
	var end int64
	for place, more := next(0); more; place, more = next(end) {
		head, err := at(place, readingHead)
		if err != nil {
			return err
		}
		n := int(binary.LittleEndian.Uint32(head))
		line, err := at(place+readingHead, n)
		if err != nil {
			return err
		}
		some, places = append(some, line...), append(places, place)
		ends = append(ends, len(some))
		if end = place + readingHead + int64(n); len(some) >= batch {
			if err := tell(); err != nil {
				return err
			}
		}
	}
	return tell()
}
