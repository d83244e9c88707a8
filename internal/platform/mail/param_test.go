package mail

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseParams(t *testing.T) {
	type params = map[string]string
	tests := []struct {
		in, value string
		params    params
	}{
		{"text/plain", "text/plain", params{}},
		{"Text/Plain; Charset=UTF-8", "text/plain", params{"charset": "UTF-8"}},
		{`text/plain; charset="utf-8`, "text/plain", params{"charset": "utf-8"}},
		{"text/plain; charset=us-ascii (plain)", "text/plain", params{"charset": "us-ascii"}},
		{"text / plain (text) ;;; charset = x ;", "text/plain", params{"charset": "x"}},
		{"multipart/mixed\nboundary=abc", "multipart/mixed", params{"boundary": "abc"}},
		{`multipart/mixed; boundary="a b"`, "multipart/mixed", params{"boundary": "a b"}},
		{`image/png; name="a\"b.png"`, "image/png", params{"name": `a"b.png`}},
		{`image/png; name="C:\dir\b.png"`, "image/png", params{"name": `C:\dir\b.png`}},
		{"image/png; name=a b (1).png; x=y", "image/png", params{"name": "a b (1).png", "x": "y"}},
		{`image/png; name="=?utf-8?q?=C3=A5.png?="`, "image/png", params{"name": "å.png"}},
		{"image/png; name=p\xe5.png", "image/png", params{"name": "på.png"}},
		{"attachment; filename*=utf-8'sv'p%C3%A5.txt", "attachment", params{"filename": "på.txt"}},
		{"attachment; filename=bad; filename*=utf-8''good", "attachment", params{"filename": "good"}},
		{`a/b; n*1="two"; n*0="one"; n*2*=%21`, "a/b", params{"n": "onetwo!"}},
		{"a/b; x=1; x=2", "a/b", params{"x": "1"}},
		{"", "", params{}},
		{";", "", params{}},
		{"; = ; =x; y", "", params{}},
	}
	for _, tt := range tests {
		value, got := parseParams(tt.in)
		if diff := cmp.Diff(tt.params, got); diff != "" || value != tt.value {
			t.Errorf("%q: value %q, want %q\n%s", tt.in, value, tt.value, diff)
		}
	}
}
