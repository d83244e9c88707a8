package mail

import (
	"strings"
	"testing"
)

func TestDecodeTransfer(t *testing.T) {
	const broken64, brokenQP = "broken base64 read as far as it goes", "broken quoted-printable read as far as it goes"
	tests := []struct{ data, encoding, want, note string }{
		{"SGVqIQ==\n", "base64", "Hej!", ""},
		{"SGVq\r\nIQ==\r\n", "BASE64", "Hej!", ""},
		{"SGVqIQ", "Base-64;", "Hej!", ""},
		{"SGVq!!IQ==", "base64", "Hej!", broken64},
		{"SGVqIQ==SGVqIQ==", "base64", "Hej!Hej!", ""},
		{"SGVqIQ== by scanner", "base64", "Hej!", broken64},
		{"This is not base64 at all, is it?", "base64", "This is not base64 at all, is it?", "said to be base64 but is not, taken as it came"},
		{"a=C3=A5=\nb  \nc=20\n", "quoted-printable", "a\xc3\xa5b\nc \n", ""},
		{"a=c3=a5=\r\nb", "Quoted Printable", "a\xc3\xa5b", ""},
		{"1=2 and =", "quoted-printable", "1=2 and ", brokenQP},
		{"a = b", "7bit", "a = b", ""},
		{"a = b", " 8BIT ", "a = b", ""},
		{"a = b", "x-odd", "a = b", "unknown transfer encoding x-odd, taken as it came"},
		{"begin 644 a.txt\n$2&5J(0``\n`\nend\n", "x-uuencode", "Hej!", ""},
		{"no begin", "uuencode", "no begin", "broken uuencode taken as it came"},
	}
	for _, tt := range tests {
		var n notes
		if got := string(decodeTransfer([]byte(tt.data), tt.encoding, &n)); got != tt.want {
			t.Errorf("%q in %s: got %q, want %q", tt.data, tt.encoding, got, tt.want)
		}
		if got := strings.Join(n.all, "; "); got != tt.note {
			t.Errorf("%q in %s: noted %q, want %q", tt.data, tt.encoding, got, tt.note)
		}
	}
}
