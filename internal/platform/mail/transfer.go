package mail

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// decodeTransfer undoes a Content-Transfer-Encoding, by whatever name mailers give it, and notes what did not decode.
func decodeTransfer(data []byte, encoding string, n *notes) []byte {
	switch bareCharset(encoding) {
	case "base64", "b64", "xbase64":
		out, damage := decodeBase64(data)
		if damage.stray > 0 && looksWritten(data) {
			n.add("said to be base64 but is not, taken as it came")
			return data
		}
		if damage != (base64Damage{}) {
			n.add("broken base64 read as far as it goes")
		}
		return out
	case "quotedprintable", "qp", "quoted":
		out, ok := decodeQuotedPrintable(data)
		if !ok {
			n.add("broken quoted-printable read as far as it goes")
		}
		return out
	case "xuuencode", "uuencode", "xuue", "uue":
		out, ok := decodeUU(data)
		if !ok {
			n.add("broken uuencode taken as it came")
			return data
		}
		return out
	case "", "7bit", "8bit", "binary", "7bits", "8bits", "none", "plain", "usascii", "utf8", "text", "ascii":
		return data
	}
	n.add("unknown transfer encoding %s, taken as it came", shorten(encoding, 40))
	return data
}

// decodeBase64 decodes leniently: blanks and stray characters are skipped, both alphabets read, a missing end padded.
// After padding more may follow at once, as programs that encode piece by piece write, but what stands behind a blank
// is somebody's remark and left out.
func decodeBase64(data []byte) (out []byte, damage base64Damage) {
	buf := make([]byte, 0, len(data))
	out = make([]byte, 0, len(data)*3/4)
	padded, remark := false, false
	flush := func() {
		if len(buf)%4 == 1 {
			buf, damage.cut = buf[:len(buf)-1], true
		}
		piece := make([]byte, base64.RawStdEncoding.DecodedLen(len(buf)))
		k, _ := base64.RawStdEncoding.Decode(piece, buf)
		out = append(out, piece[:k]...)
		buf = buf[:0]
	}
	for i, c := range data {
		switch {
		case c == '\n':
			padded, remark = false, false
		case c == '\r', c == ' ', c == '\t':
			remark = remark || padded
			if c == ' ' && !remark && i > 0 && i+1 < len(data) && inBase64(data[i-1]) && inBase64(data[i+1]) {
				damage.stray++
			}
		case remark:
			damage.cut = true
		case inBase64(c):
			buf, padded = append(buf, c), false
		case c == '-':
			buf = append(buf, '+')
		case c == '_':
			buf = append(buf, '/')
		case c == '=':
			if !padded && len(buf) > 0 {
				flush()
			}
			padded = true
		default:
			damage.stray++
		}
	}
	flush()
	return out, damage
}

// base64Damage is what was wrong with base64: characters that cannot be in it, and whether some of it was lost.
type base64Damage struct {
	stray int
	cut   bool
}

// looksWritten says whether data, which does not decode, is readable as it stands: somebody's words, not damage.
func looksWritten(data []byte) bool {
	blanks, strange := 0, 0
	for _, c := range data {
		switch {
		case c == ' ':
			blanks++
		case c < ' ' && c != '\n' && c != '\r' && c != '\t', c >= 0x7f:
			strange++
		}
	}
	return strange*20 <= len(data) && (blanks*30 > len(data) || len(data) < 20 && !bytes.Contains(data, []byte("=")))
}

// decodeQuotedPrintable decodes leniently: an escape that is none stays as it is, blanks that transport added at a
// line's end go. It says whether all was well.
func decodeQuotedPrintable(data []byte) (out []byte, ok bool) {
	out = make([]byte, 0, len(data))
	ok = true
	for len(data) > 0 {
		line, end := data, []byte(nil)
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			k := i
			for k > 0 && data[k-1] == '\r' {
				k--
			}
			line, end = data[:k], data[k:i+1]
		}
		data = data[len(line)+len(end):]
		line = bytes.TrimRight(line, " \t")
		for i := 0; i < len(line); i++ {
			switch c := line[i]; {
			case c != '=':
				out = append(out, c)
			case i == len(line)-1:
				end = nil // a soft line break
			case i+2 < len(line) && isHex(line[i+1]) && isHex(line[i+2]):
				out = append(out, unhex(line[i+1])<<4|unhex(line[i+2]))
				i += 2
			default:
				out, ok = append(out, c), false
			}
		}
		out = append(out, end...)
	}
	return out, ok
}

// decodeUU decodes the lines between "begin" and "end".
func decodeUU(data []byte) (out []byte, ok bool) {
	begun := false
	for len(data) > 0 {
		var line []byte
		line, data = cutLine(data)
		switch {
		case !begun:
			begun = bytes.HasPrefix(line, []byte("begin "))
		case string(line) == "end":
			return out, true
		case len(line) > 0:
			want := int(line[0]-' ') & 63
			for i := 1; i+3 < len(line)+3 && want > 0; i += 4 {
				var v uint32
				for k := range 4 {
					v <<= 6
					if i+k < len(line) {
						v |= uint32(line[i+k]-' ') & 63
					}
				}
				chunk := []byte{byte(v >> 16), byte(v >> 8), byte(v)}
				out = append(out, chunk[:min(3, want)]...)
				want -= 3
			}
		}
	}
	return out, begun && len(out) > 0
}

// isHex says whether c is a hexadecimal digit, in either case.
func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

// unhex returns the value of a hexadecimal digit.
func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}
