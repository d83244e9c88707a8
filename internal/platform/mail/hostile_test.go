package mail

import (
	"strings"
	"testing"
	"time"
)

// TestHostileMailCostsWhatItsLengthDoes reads mails made to cost more time the
// longer they are; each took minutes once. Four times the length may cost
// somewhat more than four times the time, but not sixteen times.
func TestHostileMailCostsWhatItsLengthDoes(t *testing.T) {
	tests := map[string]func(n int) string{
		"comments that do not end":     func(n int) string { return "To: " + fill("(a) (", n/2) + "\n\nb" },
		"brackets that do not end":     func(n int) string { return "To: " + fill("<a,", n/2) + "\n\nb" },
		"encoded words without an end": func(n int) string { return "To: \xe5" + fill("=?utf-8?q?", n/2) + "\n\nb" },
		"folds":                        func(n int) string { return "From: a@example.com\n" + fill(" x\n", n/2) + "\nb" },
		"many content types": func(n int) string {
			return fill("Content-Type: multipart/mixed; boundary=b\n", n/2) + "\n" + fill("x\n", n)
		},
		"boundaries to guess": func(n int) string {
			return "Content-Type: multipart/mixed; boundary=b\n\n" + fill("--xyz\nq\n", n)
		},
		"attributions":     func(n int) string { return "From: a@example.com\n\n" + fill("On 1:\n", n) },
		"repeated headers": func(n int) string { return "From: a@example.com\n\n" + fill("From: x\n", n) },
		"open tags":        func(n int) string { return "Content-Type: text/html\n\n" + fill("<ul><li>x", n) },
		"end tags": func(n int) string {
			return "Content-Type: text/html\n\n" + strings.Repeat("<i>", 600) + fill("</b>", n)
		},
	}
	const short = 256 << 10
	for name, mail := range tests {
		a, b := cost(t, mail(short)), cost(t, mail(4*short))
		if b > 12*a+200*time.Millisecond {
			t.Errorf("%s: %v, and %v for four times the length", name, a, b)
		}
	}
}

func fill(s string, n int) string { return strings.Repeat(s, n/len(s)) }

// cost is the least of three readings' times, so that a busy machine says little.
func cost(t *testing.T, mail string) time.Duration {
	least := time.Duration(1<<63 - 1)
	for range 3 {
		began := time.Now()
		if _, err := Parse(strings.NewReader(mail)); err != nil {
			t.Fatal(err)
		}
		least = min(least, time.Since(began))
	}
	return least
}
