package mail

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// frame takes away what stands around a mail in a file but is not part of it (a byte order mark, blank lines, the
// envelope line of an mbox) and makes lines end in LF or CRLF. It refuses what is plainly no mail.
func frame(data []byte, n *notes) ([]byte, error) {
	if rest, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		n.add("byte order mark before the header dropped")
		data = rest
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrEmpty
	}
	if binary(data) {
		return nil, ErrBinary
	}
	if bytes.IndexByte(data, '\n') < 0 && bytes.IndexByte(data, '\r') >= 0 {
		n.add("lines ended in CR alone")
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	if rest := skipBlankLines(data); len(rest) < len(data) {
		n.add("blank lines before the header dropped")
		data = rest
	}
	for bytes.HasPrefix(data, []byte("From ")) || bytes.HasPrefix(data, []byte(">From ")) {
		line, rest := cutLine(data)
		if _, _, ok := cutField(line); ok {
			break // "From : somebody"
		}
		data = rest
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, ErrEmpty
	}
	return data, nil
}

// skipBlankLines drops the lines at the start that hold nothing but blanks.
func skipBlankLines(data []byte) []byte {
	for {
		line, rest := cutLine(data)
		if len(rest) == len(data) || len(bytes.TrimSpace(line)) > 0 {
			return data
		}
		data = rest
	}
}

// binary says whether the beginning of data is no text at all: a NUL before the first line ends, or many control
// characters before the first empty line. A header is text, whatever its body is.
func binary(data []byte) bool {
	head := data[:min(len(data), 512)]
	line, _ := cutLine(head)
	if bytes.IndexByte(line, 0) >= 0 {
		return true
	}
	for _, end := range []string{"\n\n", "\n\r\n"} {
		head, _, _ = bytes.Cut(head, []byte(end))
	}
	control := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return control*10 > len(head)
}

// cutLine splits data after its first line, whose line end (LF, CRLF) it leaves out.
func cutLine(data []byte) (line, rest []byte) {
	i := bytes.IndexByte(data, '\n')
	if i < 0 {
		return data, data[len(data):]
	}
	return bytes.TrimRight(data[:i], "\r"), data[i+1:]
}

// oneLine makes s fit for a field of one line: valid UTF-8, no control characters, no blanks around it.
func oneLine(s string) string {
	clean := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r == 0:
			continue
		case unicode.IsControl(r):
			r = ' '
		}
		clean = utf8.AppendRune(clean, r)
	}
	return string(bytes.TrimSpace(clean))
}

// manyLines makes s fit for a text: valid UTF-8, lines that end in LF, no control characters but tab and line end.
func manyLines(s string) string {
	clean := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\r':
			for i < len(s) && s[i] == '\r' {
				i++
			}
			switch {
			case i == len(s):
				continue // half a line end
			case s[i] == '\n':
				i++
			}
			r = '\n'
		case r == '\n', r == '\t':
		case r == '\f', r == '\v':
			r = '\n'
		case r < ' ', r == 0x7f:
			continue
		}
		clean = utf8.AppendRune(clean, r)
	}
	return string(clean)
}
