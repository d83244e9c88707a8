package mail

import (
	"strings"
	"testing"
	"time"
)

// TestHostileMailIsReadInTime reads mails made to cost more time the longer they are. Each took minutes once.
func TestHostileMailIsReadInTime(t *testing.T) {
	head := func(s string) string { return strings.Repeat(s, (MaxHeader-200)/len(s)) }
	body := func(s string) string { return strings.Repeat(s, (2<<20)/len(s)) }
	tests := map[string]string{
		"comments that do not end":     "To: " + head("(a) (") + "\n\nb",
		"brackets that do not end":     "To: " + head("<a,") + "\n\nb",
		"encoded words without an end": "To: \xe5" + head("=?utf-8?q?") + "\n\nb",
		"folds":                        "From: a@example.com\n" + head(" x\n") + "\nb",
		"many content types":           head("Content-Type: multipart/mixed; boundary=b\n") + "\n" + body("x\n"),
		"boundaries to guess":          "Content-Type: multipart/mixed; boundary=b\n\n" + body("--xyz\nq\n"),
		"attributions":                 "From: a@example.com\n\n" + body("On 1:\n"),
		"repeated headers":             "From: a@example.com\n\n" + body("From: x\n"),
		"open tags":                    "Content-Type: text/html\n\n" + body("<ul><li>x"),
		"end tags":                     "Content-Type: text/html\n\n" + strings.Repeat("<i>", 600) + body("</b>"),
	}
	for name, mail := range tests {
		started := time.Now()
		if _, err := Parse(strings.NewReader(mail)); err != nil || time.Since(started) > 10*time.Second {
			t.Errorf("%s: %v, %v", name, err, time.Since(started))
		}
	}
}
