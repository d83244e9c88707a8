package mail

import (
	"encoding/base64"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// utf7 is the charset of RFC 2152: ASCII, with everything else as UTF-16 in base64 between "+" and "-". Only reading
// is supported.
type utf7 struct{ encoding.Encoding }

// NewDecoder returns a decoder that wants the whole text at once, which mail gives it.
func (utf7) NewDecoder() *encoding.Decoder {
	return &encoding.Decoder{Transformer: utf7Decoder{}}
}

type utf7Decoder struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (utf7Decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		piece, size := src[nSrc:nSrc+1], 1
		var buf [utf8.UTFMax]byte
		switch c := src[nSrc]; {
		case c >= utf8.RuneSelf:
			piece = buf[:utf8.EncodeRune(buf[:], utf8.RuneError)]
		case c == '+':
			end := nSrc + 1
			for end < len(src) && inBase64(src[end]) {
				end++
			}
			if end == len(src) && !atEOF {
				return nDst, nSrc, transform.ErrShortSrc
			}
			size = end - nSrc
			piece = utf7Shift(src[nSrc+1 : end])
			if end < len(src) && src[end] == '-' {
				if size == 1 {
					piece = []byte("+")
				}
				size++
			} else if size == 1 {
				piece = []byte("+")
			}
		}
		if nDst+len(piece) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], piece)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// utf7Shift decodes what stands between "+" and "-".
func utf7Shift(b64 []byte) []byte {
	raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(b64)))
	if len(b64)%4 == 1 {
		b64 = b64[:len(b64)-1]
	}
	k, _ := base64.RawStdEncoding.Decode(raw, b64)
	units := make([]uint16, 0, k/2)
	for i := 0; i+1 < k; i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return []byte(string(utf16.Decode(units)))
}

// inBase64 says whether c is of the base64 alphabet.
func inBase64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}
