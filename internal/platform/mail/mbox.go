package mail

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
)

// envelope matches the line that begins a message in an mbox: sender, day, month, day, time, a zone perhaps, year.
// It is strict, because in the mboxo dialect a letter's own line may begin with "From ".
var envelope = regexp.MustCompile(`^From (?:\S.*?)?\s*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})` +
	`(?: +\d{4})? +\d{1,2}:\d{2}(?::\d{2})?(?:.*)$`)

// beginsMbox says whether a file that begins so is an mbox.
func beginsMbox(head []byte) bool {
	line, _ := cutLine(skipBlankLines(head))
	return envelope.Match(line)
}

// mbox yields the messages of an mbox file, whichever dialect: a message begins at an envelope line at the start or
// after an empty line, ">From " loses one ">" (mboxrd, and mboxo as good as), Content-Length is not believed. It
// returns whether to go on.
func (w *walker) mbox(name string, in *bufio.Reader) bool {
	m := mboxReader{in: in}
	for index := 1; ; index++ {
		data, size, err := m.next()
		if err == io.EOF {
			return true
		}
		item := Item{Path: name, Index: index, Size: size, data: data}
		if !w.yield(item, err) || err != nil {
			return err != nil
		}
	}
}

// mboxReader reads message after message.
type mboxReader struct {
	in    *bufio.Reader
	begun bool
	done  bool
}

// next returns the next message, without its envelope line, and its size; the data of one larger than MaxSize is nil.
// At the end it returns io.EOF.
func (m *mboxReader) next() (data []byte, size int64, err error) {
	var out bytes.Buffer
	blank := true // the line before was empty
	for !m.done {
		line, whole, err := m.line()
		switch {
		case errors.Is(err, io.EOF):
			m.done = true
		case err != nil:
			m.done = true
			return nil, size, err
		}
		if len(line) == 0 && m.done {
			break
		}
		bare := bytes.TrimRight(line, "\r\n")
		if blank && whole && envelope.Match(bare) {
			if m.begun {
				return finish(out.Bytes(), size)
			}
			m.begun = true
			blank = false
			continue
		}
		blank = len(bare) == 0
		if whole && quotedFrom(line) {
			line = line[1:]
		}
		if size += int64(len(line)); size <= MaxSize {
			out.Write(line)
		} else {
			out = bytes.Buffer{}
		}
	}
	if !m.begun {
		return nil, 0, io.EOF
	}
	m.begun = false
	return finish(out.Bytes(), size)
}

// finish takes off the empty line that parts two messages.
func finish(data []byte, size int64) ([]byte, int64, error) {
	if size > MaxSize {
		return nil, size, nil
	}
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if bytes.HasSuffix(data, []byte(end)) {
			data = data[:len(data)-len(end)/2]
			break
		}
	}
	return data, int64(len(data)), nil
}

// line returns the next line with its end, or of a very long one the next piece, which is not whole.
func (m *mboxReader) line() (line []byte, whole bool, err error) {
	line, err = m.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return line, false, nil
	}
	return line, true, err
}

// quotedFrom says whether a line is "From " behind one or more ">".
func quotedFrom(line []byte) bool {
	rest := bytes.TrimLeft(line, ">")
	return len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From "))
}
