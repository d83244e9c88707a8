package spool

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
)

// A line is eight hexadecimal digits of its CRC-32, a space, the text and a
// newline, so that one that was torn is known.
const head = 9

// seal makes a text a line.
func seal(text []byte) []byte {
	b := make([]byte, 0, head+len(text)+1)
	b = fmt.Appendf(b, "%08x ", crc32.ChecksumIEEE(text))
	return append(append(b, text...), '\n')
}

// open returns the text of a line without its newline; false for one that is
// not as it was sealed.
func open(line []byte) (text []byte, ok bool) {
	if len(line) < head || line[head-1] != ' ' {
		return nil, false
	}
	sum, err := strconv.ParseUint(string(line[:head-1]), 16, 32)
	if text = line[head:]; err != nil || crc32.ChecksumIEEE(text) != uint32(sum) {
		return nil, false
	}
	return text, true
}

// read returns the texts of all whole lines, and how many were not.
func read(r io.Reader) (texts [][]byte, torn int, err error) {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if n := len(line); n > 0 && line[n-1] == '\n' {
			if text, ok := open(line[:n-1]); ok {
				texts = append(texts, text)
			} else {
				torn++
			}
		} else if n > 0 {
			torn++ // cut off at the file's end
		}
		if errors.Is(err, io.EOF) {
			return texts, torn, nil
		}
		if err != nil {
			return nil, torn, err
		}
	}
}
