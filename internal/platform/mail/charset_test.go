package mail

import (
	"strings"
	"testing"
)

func TestDecodeCharset(t *testing.T) {
	tests := []struct{ data, charset, want, note string }{
		{"p\xc3\xa5", "utf-8", "på", ""},
		{"p\xc3\xa5", "", "på", ""},
		{"p\xe5", "", "på", ""},
		{"p\xe5", "us-ascii", "på", "text is not us-ascii as it says, read as windows-1252"},
		{"p\xe5", "utf-8", "på", "text is not utf-8 as it says, read as windows-1252"},
		{"b\xc3\xa5t, sj\xc3\xb6, \xc3", "utf-8", "båt, sjö, \uFFFD", "text is not utf-8 as it says, read as utf-8 with damage"},
		{"p\xe5", "x-foo", "på", "unknown charset x-foo read as windows-1252"},
		{"\x80", "iso-8859-1", "€", ""},
		{"\x80", "CP_1252", "€", ""},
		{"\xa4", "ISO_8859-15", "€", ""},
		{"\xf0\xd2\xc9", "KOI8-R", "При", ""},
		{"\x82\xa0", "Shift_JIS", "あ", ""},
		{"\x82\xa0", "cp932", "あ", ""},
		{"\x81\x30\x81\x30", "gb2312", "\u0080", ""},
		{"\x84", "cp850", "ä", ""},
		{"+AOU-", "UNICODE-1-1-UTF-7", "å", ""},
		{"a\x00b\x00\n", "utf-16le", "ab", ""},
		{"\xe5", `"iso-8859-1" something`, "å", ""},
		{"\xe5", "charset=iso-8859-1", "å", ""},
	}
	for _, tt := range tests {
		var n notes
		if got := decodeCharset([]byte(tt.data), tt.charset, &n); got != tt.want {
			t.Errorf("%q as %q: got %q, want %q", tt.data, tt.charset, got, tt.want)
		}
		if got := strings.Join(n.all, "; "); got != tt.note {
			t.Errorf("%q as %q: noted %q, want %q", tt.data, tt.charset, got, tt.note)
		}
	}
}

func TestUTF7(t *testing.T) {
	tests := map[string]string{
		"plain":              "plain",
		"1 +- 1":             "1 + 1",
		"Fr+APY-sche":        "Frösche",
		"Fr+APY sche":        "Frö sche",
		"+2D3eAA-":           "😀",
		"end +APY":           "end ö",
		"+":                  "+",
		"a + b":              "a + b",
		"\xe5":               "\uFFFD",
		"+A-":                "",
		"+AGEAYgBj-":         "abc",
		"+ACI-quoted+ACI-\n": "\"quoted\"\n",
	}
	for in, want := range tests {
		got, err := utf7{}.NewDecoder().String(in)
		if err != nil || got != want {
			t.Errorf("%q: got %q %v, want %q", in, got, err, want)
		}
	}
}
