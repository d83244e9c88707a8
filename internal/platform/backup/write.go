package backup

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/klauspost/compress/zstd"

	"regard/internal/platform/database"
)

// Writer writes a backup. Frames are packed and written by a goroutine of their
// own, while the next rows are read.
type Writer struct {
	head   Head
	rows   []int64 // by table
	frame  []byte  // rows of table, not yet handed over
	table  int
	held   int // how many rows frame holds
	plain  int64
	packed int64

	frames chan frame
	spare  chan []byte // buffers that come back
	done   chan error
	sum    hash.Hash
	w      *bufio.Writer
}

// frame is a frame on its way to the file.
type frame struct {
	kind  byte
	plain []byte
}

// NewWriter begins a backup with its head.
func NewWriter(w io.Writer, head Head) (*Writer, error) {
	text, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	b := &Writer{head: head, rows: make([]int64, len(head.Tables)), frames: make(chan frame, 2), spare: make(chan []byte, 4), done: make(chan error, 1), sum: sha256.New()}
	b.w = bufio.NewWriterSize(io.MultiWriter(w, b.sum), 256<<10)
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, err
	}
	if _, err := b.w.WriteString(Magic); err != nil {
		return nil, err
	}
	b.packed = int64(len(Magic))
	go b.pack(packer)
	b.frames <- frame{frameHead, text}
	return b, nil
}

// pack packs and writes frames until there are no more; after a failure it goes
// on taking them, so that nobody waits.
func (b *Writer) pack(packer *zstd.Encoder) {
	var out []byte
	var err error
	for f := range b.frames {
		if err == nil {
			out = packer.EncodeAll(f.plain, out[:0])
			err = b.put(f, out)
		}
		select {
		case b.spare <- f.plain[:0]:
		default:
		}
	}
	b.done <- errors.Join(err, packer.Close(), b.w.Flush())
}

func (b *Writer) put(f frame, packed []byte) error {
	if len(f.plain) > maxFrame || len(packed) > maxFrame {
		return fmt.Errorf("a frame of %d bytes is too large for a backup", len(f.plain))
	}
	head := [prefix]byte{f.kind}
	binary.LittleEndian.PutUint32(head[1:], uint32(len(f.plain)))
	binary.LittleEndian.PutUint32(head[5:], uint32(len(packed)))
	b.plain += int64(len(f.plain))
	b.packed += int64(prefix + len(packed))
	if _, err := b.w.Write(head[:]); err != nil {
		return err
	}
	_, err := b.w.Write(packed)
	return err
}

// buffer returns an empty buffer, used before if there is one.
func (b *Writer) buffer() []byte {
	select {
	case one := <-b.spare:
		return one
	default:
		return make([]byte, 0, fullFrame+fullFrame/4)
	}
}

// File adds a small file that lies beside the database.
func (b *Writer) File(name string, text []byte) error {
	if len(name) > maxName || len(text) > maxFile {
		return fmt.Errorf("%s is too large for a backup", name)
	}
	for first := true; first || len(text) > 0; first = false {
		piece := text[:min(len(text), fullFrame)]
		text = text[len(piece):]
		named := append(binary.AppendUvarint(b.buffer(), uint64(len(name))), name...)
		b.frames <- frame{frameFile, append(named, piece...)}
	}
	return nil
}

// Row adds a row of a table, by its index in the head. The cells may be used
// again.
func (b *Writer) Row(table int, row []database.Cell) error {
	if b.held > 0 && (table != b.table || len(b.frame) >= fullFrame) {
		b.hand()
	}
	if b.held == 0 {
		b.table, b.frame = table, append(b.buffer(), make([]byte, rowsHead)...)
	}
	b.frame = appendRow(b.frame, b.head.Tables[table], row)
	b.held++
	b.rows[table]++
	return nil
}

// hand hands the rows that are held over to be written.
func (b *Writer) hand() {
	binary.LittleEndian.PutUint32(b.frame, uint32(b.table))
	binary.LittleEndian.PutUint32(b.frame[4:], uint32(b.held))
	b.frames <- frame{frameRows, b.frame}
	b.held = 0
}

// Close writes the end. Only then is it a backup.
func (b *Writer) Close() (end End, size Size, err error) {
	if b.held > 0 {
		b.hand()
	}
	close(b.frames)
	if err := <-b.done; err != nil {
		return end, size, err
	}
	end = End{Rows: map[string]int64{}}
	for i, t := range b.head.Tables {
		end.Rows[t.Name] = b.rows[i]
	}
	text, err := json.Marshal(end)
	if err != nil {
		return end, size, err
	}
	packer, err := zstd.NewWriter(nil)
	if err != nil {
		return end, size, err
	}
	if err := errors.Join(b.put(frame{frameEnd, text}, packer.EncodeAll(text, nil)), packer.Close(), b.w.Flush()); err != nil {
		return end, size, err
	}
	sum := b.sum.Sum(nil)
	end.SHA256, size = hex.EncodeToString(sum), Size{b.plain, b.packed + int64(len(sum))}
	_, err = b.w.Write(sum)
	return end, size, errors.Join(err, b.w.Flush())
}

// Abandon ends a backup that is not to be finished.
func (b *Writer) Abandon() {
	close(b.frames)
	<-b.done
}
