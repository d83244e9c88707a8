package inbound

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// liner reads physical lines, with their ends, and counts them. What is read
// but not wanted yet can be put back.
type liner struct {
	in   *bufio.Reader
	back []piece // lines put back, the next one last
	line int     // lines taken
}

// piece is a line, or the beginning of one that is too long.
type piece struct {
	bytes []byte
	whole bool
}

func newLiner(r io.Reader) *liner { return &liner{in: bufio.NewReaderSize(r, 256<<10)} }

// next returns the next line, its own copy. Of one longer than maxRow it
// returns the beginning and whole = false. io.EOF comes alone, after the last line.
func (l *liner) next() (line []byte, whole bool, err error) {
	if n := len(l.back); n > 0 {
		p := l.back[n-1]
		l.back = l.back[:n-1]
		l.line++
		return p.bytes, p.whole, nil
	}
	whole = true
	for {
		part, err := l.in.ReadSlice('\n')
		if whole = whole && len(line)+len(part) <= maxRow; whole {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) == 0 && whole:
			return nil, true, io.EOF
		case err != nil && err != io.EOF:
			return nil, true, err
		}
		l.line++
		return line, whole, nil
	}
}

// unread puts lines back, the first of them to be the next.
func (l *liner) unread(lines []piece) {
	for i := len(lines) - 1; i >= 0; i-- {
		l.back = append(l.back, lines[i])
		l.line--
	}
}

// bare returns a line without its end.
func bare(line []byte) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r"))
}
