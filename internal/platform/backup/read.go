package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"maps"

	"github.com/klauspost/compress/zstd"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Taker takes what a backup holds, in the order in which it stands there. A nil
// function is not called.
type Taker struct {
	Head func(Head) error
	File func(name string, piece []byte) error // a file may come in several pieces
	Rows func(table int, rows [][]database.Cell) error
}

// Read reads a backup to its end. Rows and files are handed over as they come,
// so that they are good only when it returns nil: then every byte is what was
// written, and there is nothing missing and nothing besides. Rows are the
// taker's only until it returns. Problems: "backup.malformed" (what),
// "backup.cut_short", "backup.newer" (format).
func Read(r io.Reader, t Taker) (head Head, end End, err error) {
	defer problem.Wrap(&err, "backup.Read")
	frames, stop := make(chan unpacked, 2), make(chan struct{})
	defer close(stop)
	go unpack(r, frames, stop)
	first := <-frames
	if first.err != nil {
		return head, end, first.err
	}
	if head, err = readHead(first); err != nil {
		return head, end, err
	}
	if t.Head != nil {
		if err := t.Head(head); err != nil {
			return head, end, err
		}
	}
	c := contents{head: head, taker: t, rows: map[string]int64{}}
	for _, shape := range head.Tables {
		c.rows[shape.Name] = 0
	}
	for f := range frames {
		if f.err != nil {
			return head, end, f.err
		}
		if f.kind == frameEnd {
			err := c.close(f)
			return head, c.end, err
		}
		if err := c.take(f); err != nil {
			return head, end, err
		}
		f.free <- f.plain
	}
	return head, end, cutShort()
}

// unpacked is a frame as it was read, or why there is none.
type unpacked struct {
	frame
	sum  []byte // of an end: of the whole file, which is right
	free chan<- []byte
	err  error
}

// unpack reads and unpacks frames until the end or a failure, which is the last.
func unpack(r io.Reader, frames chan<- unpacked, stop <-chan struct{}) {
	defer close(frames)
	give := func(f unpacked) bool {
		select {
		case frames <- f:
			return f.err == nil && f.kind != frameEnd
		case <-stop:
			return false
		}
	}
	opener, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFrame))
	if err != nil {
		give(unpacked{err: err})
		return
	}
	defer opener.Close()
	u := unpacker{r: bufio.NewReaderSize(r, 256<<10), sum: sha256.New(), opener: opener, free: make(chan []byte, 4)}
	magic := make([]byte, len(Magic))
	if _, err := io.ReadFull(u.r, magic); err != nil || string(magic) != Magic {
		give(unpacked{err: malformed("its beginning")})
		return
	}
	u.sum.Write(magic)
	for give(u.next()) {
	}
}

// unpacker reads one frame after another.
type unpacker struct {
	r      *bufio.Reader
	sum    hash.Hash
	opener *zstd.Decoder
	packed bytes.Buffer
	free   chan []byte
}

func (u *unpacker) next() (f unpacked) {
	f.free = u.free
	var head [prefix]byte
	if _, err := io.ReadFull(u.r, head[:]); err != nil {
		f.err = ended(err)
		return f
	}
	u.sum.Write(head[:])
	plain, packed := binary.LittleEndian.Uint32(head[1:]), binary.LittleEndian.Uint32(head[5:])
	if plain > maxFrame || packed > maxFrame {
		f.err = malformed("a frame's length")
		return f
	}
	// No more is set aside than what really comes.
	u.packed.Reset()
	if n, err := io.CopyN(&u.packed, u.r, int64(packed)); err != nil || n < int64(packed) {
		f.err = ended(err)
		return f
	}
	u.sum.Write(u.packed.Bytes())
	var into []byte
	select {
	case into = <-u.free:
	default:
	}
	var err error
	if f.plain, err = u.opener.DecodeAll(u.packed.Bytes(), into[:0]); err != nil || len(f.plain) != int(plain) {
		f.err = malformed("a frame")
		return f
	}
	if f.kind = head[0]; f.kind == frameEnd {
		f.sum, f.err = u.checked()
	}
	return f
}

// checked returns the sum that stands behind the end, when it is that of all
// before it and the last.
func (u *unpacker) checked() ([]byte, error) {
	sum := make([]byte, sha256.Size)
	if _, err := io.ReadFull(u.r, sum); err != nil {
		return nil, ended(err)
	}
	if !bytes.Equal(sum, u.sum.Sum(nil)) {
		return nil, malformed("its checksum")
	}
	if _, err := u.r.ReadByte(); !errors.Is(err, io.EOF) {
		return nil, malformed("what stands after its end")
	}
	return sum, nil
}

// ended makes a file's end out of place the problem that it is.
func ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutShort()
	}
	return err
}

// readHead reads the first frame.
func readHead(f unpacked) (h Head, err error) {
	if f.kind != frameHead || len(f.plain) > maxHead || json.Unmarshal(f.plain, &h) != nil {
		return h, malformed("its head")
	}
	if h.Format > Format {
		return h, problem.New(problem.Invalid, "backup.newer", problem.Params{"format": h.Format, "binary": Format})
	}
	seen := map[string]bool{}
	for _, t := range h.Tables {
		if seen[t.Name] || len(t.Columns) == 0 || len(t.Columns) > maxColumns {
			return h, malformed("its list of tables")
		}
		seen[t.Name] = true
	}
	if h.Format < 1 || h.Schema < 1 {
		return h, malformed("its head")
	}
	return h, nil
}

// contents takes frames apart.
type contents struct {
	head  Head
	taker Taker
	rows  map[string]int64
	files int64 // bytes of them
	end   End

	cells  []database.Cell // used again from page to page
	rowsOf [][]database.Cell
}

func (c *contents) take(f unpacked) error {
	switch f.kind {
	case frameFile:
		size, n := binary.Uvarint(f.plain)
		if n <= 0 || size > maxName || size > uint64(len(f.plain)-n) {
			return malformed("a file's name")
		}
		name, piece := string(f.plain[n:n+int(size)]), f.plain[n+int(size):]
		if c.files += int64(len(piece)); c.files > maxFile {
			return malformed("the size of its files")
		}
		if c.taker.File == nil {
			return nil
		}
		return c.taker.File(name, piece)
	case frameRows:
		return c.takeRows(f.plain)
	}
	return malformed("a frame's kind")
}

func (c *contents) takeRows(b []byte) error {
	if len(b) < rowsHead {
		return malformed("a frame of rows")
	}
	table, n := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	if int64(table) >= int64(len(c.head.Tables)) || int64(n) > int64(len(b)) {
		return malformed("a frame of rows")
	}
	t := c.head.Tables[table]
	b = b[rowsHead:]
	for left := int(n); left > 0; {
		rows := c.page(min(left, together), len(t.Columns))
		for _, row := range rows {
			var err error
			if b, err = readRow(b, t, row); err != nil {
				return err
			}
		}
		left -= len(rows)
		if c.taker.Rows == nil {
			continue
		}
		if err := c.taker.Rows(int(table), rows); err != nil {
			return err
		}
	}
	if len(b) > 0 {
		return malformed("a frame of " + t.Name)
	}
	c.rows[t.Name] += int64(n)
	return nil
}

// page returns n rows of so many cells, used before if there are enough.
func (c *contents) page(n, columns int) [][]database.Cell {
	if len(c.cells) < n*columns {
		c.cells = make([]database.Cell, n*columns)
	}
	c.rowsOf = c.rowsOf[:0]
	for i := range n {
		c.rowsOf = append(c.rowsOf, c.cells[i*columns:(i+1)*columns:(i+1)*columns])
	}
	return c.rowsOf
}

// close compares the end with what came before it.
func (c *contents) close(f unpacked) error {
	if json.Unmarshal(f.plain, &c.end) != nil {
		return malformed("its end")
	}
	if !maps.Equal(c.end.Rows, c.rows) {
		return malformed("its count of rows")
	}
	c.end.SHA256 = hex.EncodeToString(f.sum)
	return nil
}
