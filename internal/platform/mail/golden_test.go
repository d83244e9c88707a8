package mail

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is read now into the golden files")

// TestGoldenMails reads the mails of testdata/parse and compares all that was read.
func TestGoldenMails(t *testing.T) {
	golden(t, "parse", func(source string) string {
		m, err := Parse(strings.NewReader(source))
		if err != nil {
			return "=== reads as ===\nrefused: " + err.Error() + "\n"
		}
		return "=== reads as ===\n" + describe(m)
	})
}

// TestGoldenHTML makes the bodies of testdata/html readable; what is quoted is marked with a bar.
func TestGoldenHTML(t *testing.T) {
	golden(t, "html", func(source string) string {
		var b strings.Builder
		b.WriteString("=== reads as ===\n")
		for _, l := range readHTML(source) {
			bar := ""
			if l.quoted {
				bar = "| "
			}
			b.WriteString(strings.TrimRight(bar+l.text, " ") + "\n")
		}
		return b.String()
	})
}

// TestGoldenSplits parts the texts of testdata/split.
func TestGoldenSplits(t *testing.T) {
	golden(t, "split", func(source string) string {
		body, quoted := Split(source)
		return "=== body ===\n" + body + "\n=== quoted ===\n" + quoted + "\n"
	})
}

// golden runs read on the input of each file in a folder of testdata, and compares with the rest of the file.
func golden(t *testing.T, folder string, read func(string) string) {
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input, want, ok := strings.Cut(string(data), "\n===")
			if !ok {
				t.Fatal("no expectation")
			}
			got := read(input + "\n")
			if *update {
				if err := os.WriteFile(file, []byte(input+"\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff("==="+want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// describe writes all that is in a message, leaving out what is empty.
func describe(m Message) string {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	field("from", people(m.From))
	field("sender", people(m.Sender))
	field("reply-to", people(m.ReplyTo))
	field("to", people(m.To))
	field("cc", people(m.Cc))
	field("subject", m.Subject)
	field("date", dateString(m.Date))
	field("received", dateString(m.Received))
	field("message-id", m.MessageID)
	field("in-reply-to", strings.Join(m.InReplyTo, " "))
	field("references", strings.Join(m.References, " "))
	field("thread", ThreadOf(m))
	field("kind", string(m.Kind))
	if m.Automated {
		field("automated", "yes")
	}
	for _, a := range m.Attachments {
		field("attached", fmt.Sprintf("%q %s %d", a.Name, a.MediaType, a.Size))
	}
	for _, n := range m.Notes {
		field("note", n)
	}
	for _, text := range []struct{ name, text string }{{"text", m.Text}, {"html", m.HTML}, {"body", m.Body}, {"quoted", m.Quoted}} {
		field(text.name, fmt.Sprintf("%q", text.text))
	}
	return b.String()
}
