package inbound

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Unpack returns a file's text: what gzip packed is unpacked, UTF-16 becomes
// UTF-8, and a byte order mark is taken off. It goes by what the bytes are, not
// by the file's name.
func Unpack(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReaderSize(unzipped, 64<<10)
	}
	head, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		in.Discard(3) //nolint:errcheck // it was peeked at
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	case len(head) == 4 && head[1] == 0 && head[3] == 0 && head[0] != 0 && head[2] != 0:
		return transform.NewReader(in, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), nil
	case len(head) == 4 && head[0] == 0 && head[2] == 0 && head[1] != 0 && head[3] != 0:
		return transform.NewReader(in, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), nil
	}
	return in, nil
}
