package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatCanBeReadOnlyOnceIsNotCountedFirst(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rows")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{file: true, filepath.Dir(file): true, os.DevNull: false, file + "x": false} {
		if readTwice([]string{file, path}) != want {
			t.Errorf("%s: want %v", path, want)
		}
	}
}

func TestOnlyYesIsYes(t *testing.T) {
	for answer, want := range map[string]bool{"y\n": true, " YES \r\n": true, "yes": true, "": false, "\n": false, "n\n": false, "yesterday\n": false} {
		s := &session{ctx: t.Context(), in: strings.NewReader(answer), err: io.Discard}
		if yes, err := s.ask("?"); err != nil || yes != want {
			t.Errorf("%q: %v, %v", answer, yes, err)
		}
	}
}

// Whoever stops the import while it asks has not answered.
func TestAQuestionEndsWithTheImport(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	s := &session{ctx: ctx, in: in, err: io.Discard}
	if yes, err := s.ask("?"); err == nil || yes {
		t.Errorf("%v, %v", yes, err)
	}
}

func TestTheQuestionSaysWhatWasCountedAndWhatListens(t *testing.T) {
	c := coming{rows: 1, recent: 1, customers: map[uint64]bool{}}
	if q := c.question(nil); !strings.HasPrefix(q, "1 row, of which 1 happened within the last day. ") || !strings.Contains(q, "Nothing listens to news yet.") {
		t.Error(q)
	}
	c = coming{rows: 12431, recent: 57, customers: map[uint64]bool{1: true, 2: true}}
	if q := c.question([]string{"the bell", "the post"}); !strings.HasPrefix(q, "12431 rows, of which 57 happened within the last day, of about 2 customers. ") ||
		!strings.Contains(q, "What listens to news:\n  the bell\n  the post\n") {
		t.Error(q)
	}
}
