package mail

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWhatIsNoMailIsRefusedWithItsReason(t *testing.T) {
	tests := map[string]error{
		"":          ErrEmpty,
		"\n\r\n \n": ErrEmpty,
		"From a@example.com Mon Mar 3 10:12:30 2025\n": ErrEmpty,
		"just words":                                       ErrNotMail,
		"{\n  \"subject\": \"x\"\n}":                       ErrNotMail,
		"note: this is no field of mail\n\nx":              ErrNotMail,
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR":              ErrBinary,
		"X-A: " + strings.Repeat("a", MaxHeader) + "\n\nx": ErrBigHeader,
		"Subject: x\n\n" + strings.Repeat("a", MaxSize):    ErrTooLarge,
	}
	for in, want := range tests {
		if _, err := Parse(strings.NewReader(in)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", shorten(in, 40), err, want)
		}
	}
}

// TestBrokenPartsAreMended gives bodies of multiparts and what is read of them.
func TestBrokenPartsAreMended(t *testing.T) {
	tests := map[string]struct{ mail, want string }{
		"closed":                    {"boundary=b\n\n--b\n\none\n--b--\n", "one"},
		"not closed":                {"boundary=b\n\n--b\n\none\n", "one\n"},
		"closed within a line":      {"boundary=b\n\n--b\n\none--b--\n", "one"},
		"boundary not named":        {"\n\n--b\nContent-Type: text/plain\n\none\n--b--\n", "one"},
		"another boundary":          {"boundary=c\n\n--b\nContent-Type: text/plain\n\none\n--b--\n", "one"},
		"no boundary at all":        {"boundary=b\n\njust words\n", "just words\n"},
		"inner not closed":          {"boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--o\n\ntwo\n--o--\n", "one\ntwo"},
		"inner goes on after outer": {"boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--o\n\ntwo\n--i\n\nthree\n--o--\n", "one\ntwo\nthree"},
		"similar boundaries":        {"boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\none\n--b1--\n--b\n\ntwo\n--b--\n", "one\ntwo"},
		"same boundary":             {"boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n", "one"},
		"parts after the end":       {"boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n--b--\n", "one\ntwo"},
		"part without blank line":   {"boundary=b\n\n--b\nSome words\n--b--\n", "Some words"},
		"CRLF":                      {"boundary=b\r\n\r\n--b\r\n\r\none\r\ntwo\r\n--b--\r\n", "one\ntwo"},
	}
	for name, tt := range tests {
		m, err := Parse(strings.NewReader("From: a@example.com\nContent-Type: multipart/mixed; " + tt.mail))
		if err != nil || m.Text != tt.want {
			t.Errorf("%s: read %q %v, want %q", name, m.Text, err, tt.want)
		}
	}
}

func TestDeepAndManyPartsAreBounded(t *testing.T) {
	var deep, many strings.Builder
	deep.WriteString("From: a@example.com\n")
	for i := range 10_000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	many.WriteString("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n")
	for range 200_000 {
		many.WriteString("--b\nContent-Type: image/png\n\nx\n")
	}
	for name, mail := range map[string]string{"deep": deep.String(), "many": many.String()} {
		started := time.Now()
		m, err := Parse(strings.NewReader(mail))
		if err != nil || len(m.Attachments) > MaxParts || time.Since(started) > time.Minute {
			t.Errorf("%s: %v, %d attachments, %v", name, err, len(m.Attachments), time.Since(started))
		}
		if notes := strings.Join(m.Notes, "; "); !strings.Contains(notes, "the rest") {
			t.Errorf("%s: noted only %q", name, notes)
		}
	}
}

func TestHeadersAreMended(t *testing.T) {
	tests := map[string]struct{ mail, subject, text string }{
		"old Mac":                 {"From: a@example.com\rSubject: x\r\rtext", "x", "text"},
		"byte order mark":         {"\xef\xbb\xbfSubject: x\n\ntext", "x", "text"},
		"blank before the colon":  {"Subject : x\n\ntext", "x", "text"},
		"fold without a blank":    {"Subject: x\ny\nFrom: a@example.com\n\ntext", "x y", "text"},
		"no blank line":           {"Subject: x\nDear all,\nhello\n\nbye", "x", "Dear all,\nhello\n\nbye"},
		"header only":             {"Subject: x", "x", ""},
		"envelope line":           {"From a@example.com Mon Mar  3 10:12:30 2025\nSubject: x\n\ntext", "x", "text"},
		"the last subject counts": {"Subject: x\nSubject: y\nSubject:\n\ntext", "y", "text"},
		"control characters":      {"X-A: 1\nSubject: a\x00b\x07c\n\nte\x00xt\x1b", "ab c", "text"},
	}
	for name, tt := range tests {
		m, err := Parse(strings.NewReader(tt.mail))
		if err != nil || m.Subject != tt.subject || m.Text != tt.text {
			t.Errorf("%s: %q %q %v", name, m.Subject, m.Text, err)
		}
	}
}

func TestLongTextIsCutWithANote(t *testing.T) {
	m, err := Parse(strings.NewReader("From: a@example.com\n\n" + strings.Repeat(strings.Repeat("å", 40)+"\n", MaxText/40)))
	if err != nil || len(m.Text) > MaxText || len(m.Text) < MaxText-100 || strings.ContainsRune(m.Text, '\uFFFD') {
		t.Errorf("%d bytes of text, %v", len(m.Text), err)
	}
	if notes := strings.Join(m.Notes, "; "); !strings.Contains(notes, "text longer than 4 MB") {
		t.Errorf("noted %q", notes)
	}
}
