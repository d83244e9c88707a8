package mail

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// seed adds the inputs of golden files, and more.
func seed(f *testing.F, folder string, more ...string) {
	files, _ := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		input, _, _ := strings.Cut(string(data), "\n===")
		f.Add(input)
	}
	for _, s := range more {
		f.Add(s)
	}
}

// clean fails unless s can be stored and shown, and is of a size that its source explains.
func clean(t *testing.T, s string, source int) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		t.Errorf("not clean: %q", s)
	}
	if len(s) > 64*source+4096 {
		t.Errorf("%d bytes read of %d", len(s), source)
	}
}

func FuzzParse(f *testing.F) {
	seed(f, "parse",
		"Subject: =?utf-7?q?+AOU-?=\nContent-Type: text/plain; charset=utf-16\n\n\xff\xfea\x00",
		"Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: x\n\ny\n--a--\n",
		"Content-Type: multipart/related; boundary=\"a\"\nContent-Type: text/html\n\n--a\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n$2&5J(0``\n--a",
		"Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: x\n\ny",
		"From: a\rSubject: b\r\rc")
	f.Fuzz(func(t *testing.T, s string) {
		started := time.Now()
		m, err := Parse(strings.NewReader(s))
		if d := time.Since(started); d > time.Minute {
			t.Errorf("took %v", d)
		}
		if err != nil && len(m.Notes) > 0 {
			t.Error("refused, but with notes")
		}
		checkClean(t, "message", m)
		clean(t, m.Text, len(s))
		clean(t, m.Body, len(s))
		clean(t, m.Quoted, len(s))
		ThreadOf(m)
	})
}

func FuzzAddress(f *testing.F) {
	seed(f, "", `"Smith, Ann" <ann@example.com>, b@x.test (B)`, "T: a@b, <@r:c@d>;", `"\`, "<<(a@b>", "=?utf-8?q?=C3?= <a@b>", "a@[IPv6:::1]")
	f.Fuzz(func(t *testing.T, s string) {
		list := addresses(recode(s, ""))
		total := 0
		for _, a := range list {
			clean(t, a.Name, len(s))
			clean(t, a.Address, len(s))
			total += len(a.Name) + len(a.Address)
			if a == (Address{}) {
				t.Error("an address of nobody")
			}
		}
		if total > 64*len(s)+4096 {
			t.Errorf("%d bytes of addresses in %d", total, len(s))
		}
	})
}

func FuzzDate(f *testing.F) {
	seed(f, "", "Mon, 3 Mar 2025 10:12:30 +0100", "Mon Mar  3 10:12:30 CET 2025", "2025-03-03T10:12:30Z", "12/31/24 1:2 PM", "3 (x) Mar 95 10 : 12 EST")
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := parseDate(s)
		if ok == d.IsZero() && d.Year() != 1 {
			t.Errorf("%v %v", d, ok)
		}
		if _, err := d.MarshalJSON(); err != nil {
			t.Error(err)
		}
		if again, ok2 := parseDate(d.Format(time.RFC1123Z)); ok && d.Year() >= 1000 && (!ok2 || !again.Equal(d)) {
			t.Errorf("%v read again as %v", d, again)
		}
	})
}

func FuzzHeaderWord(f *testing.F) {
	seed(f, "", "=?utf-8?q?=C3?= =?utf-8?q?=A5?=", "=?utf-8?b?w6U=?=x=?", "[a]=?gb2312?b?xOO6w5Y=?=", "=?utf-7*x?q?+AOU", "p\xe5 =?big5?q?\xa4?=")
	f.Fuzz(func(t *testing.T, s string) {
		for _, spaced := range []bool{true, false} {
			clean(t, oneLine(decodeWords(recode(s, "koi8-r"), spaced)), len(s))
		}
		value, params := parseParams(s)
		clean(t, oneLine(value), len(s))
		for k, v := range params {
			clean(t, oneLine(k), len(s))
			clean(t, v, len(s))
		}
	})
}

func FuzzMbox(f *testing.F) {
	seed(f, "", envelopeLine+"A: 1\n\n>From x\n\n"+envelopeLine+"\n", "From - Mon, 3 Mar 2025 10:12\r\n\r\n", "\n\n"+envelopeLine)
	f.Fuzz(func(t *testing.T, s string) {
		m := mboxReader{in: bufio.NewReaderSize(strings.NewReader(s), 64)}
		total := int64(0)
		for {
			data, size, err := m.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || int64(len(data)) != size {
				t.Fatalf("%d bytes of %d: %v", len(data), size, err)
			}
			total += size
		}
		if total > int64(len(s)) {
			t.Errorf("%d bytes out of %d", total, len(s))
		}
	})
}

func FuzzSplit(f *testing.F) {
	seed(f, "split")
	seed(f, "html")
	f.Fuzz(func(t *testing.T, s string) {
		started := time.Now()
		body, quoted := Split(s)
		clean(t, body, len(s))
		clean(t, quoted, len(s))
		if strings.TrimSpace(s) != "" && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0 && body+quoted == "" {
			t.Error("nothing left")
		}
		clean(t, textOf(readHTML(manyLines(strings.ToValidUTF8(s, "")))), 10*len(s))
		if d := time.Since(started); d > time.Minute {
			t.Errorf("took %v", d)
		}
	})
}
