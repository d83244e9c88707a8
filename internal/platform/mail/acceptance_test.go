package mail

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestRealMailIsTakenOrRefusedWithAReason reads four collections of real and broken mail that others made, where the
// environment variable REGARD_SHARED names the folder with them.
func TestRealMailIsTakenOrRefusedWithAReason(t *testing.T) {
	dir := unpackShared(t)
	type row struct{ files, messages, taken, noted, refused int }
	var names []string
	rows := map[string]*row{}
	refusals := map[string][]string{}
	noteCounts := map[string]int{}
	lastFile := ""
	mboxes := map[string]int{}
	for item, err := range Open(dir) {
		source, _, _ := strings.Cut(item.Path, "/")
		r := rows[source]
		if r == nil {
			r = &row{}
			rows[source], names = r, append(names, source)
		}
		if item.Path != lastFile {
			r.files++
			lastFile = item.Path
		}
		r.messages++
		if item.Index > 0 {
			mboxes[item.Path]++
		}
		var m Message
		if err == nil {
			started := time.Now()
			m, err = item.Parse()
			if d := time.Since(started); d > time.Minute {
				t.Errorf("%s took %v", item.Path, d)
			}
			checkClean(t, item.Path, m)
		}
		switch {
		case err != nil:
			r.refused++
			refusals[err.Error()] = append(refusals[err.Error()], item.Path)
			if ext := filepath.Ext(item.Path); item.Index > 0 || ext == ".eml" || ext == ".raw" && filepath.Base(item.Path) != "erroneous.raw" {
				t.Errorf("%s: refused: %v", item.Path, err)
			}
		case len(m.Notes) > 0:
			r.noted++
			fallthrough
		default:
			r.taken++
			for _, note := range m.Notes {
				noteCounts[note]++
			}
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-20s %6s %9s %6s %11s %8s\n", "source", "files", "messages", "taken", "with notes", "refused")
	for _, name := range names {
		r := rows[name]
		fmt.Fprintf(&table, "%-20s %6d %9d %6d %11d %8d\n", name, r.files, r.messages, r.taken, r.noted, r.refused)
		if want := countFiles(t, filepath.Join(dir, name)); r.files != want {
			t.Errorf("%s: walked %d of %d files", name, r.files, want)
		}
		if r.taken+r.refused != r.messages {
			t.Errorf("%s: %d messages neither taken nor refused", name, r.messages-r.taken-r.refused)
		}
	}
	for reason, files := range refusals {
		fmt.Fprintf(&table, "refused, %s: %d\n", reason, len(files))
		for _, f := range files[:min(len(files), 12)] {
			fmt.Fprintf(&table, "    %s\n", f)
		}
	}
	for note, n := range noteCounts {
		fmt.Fprintf(&table, "noted %3d times: %s\n", n, note)
	}
	t.Logf("\n%s", table.String())

	for name, want := range map[string]int{"email-mox/importtest.mbox": 2, "email-mox/imaptest/imaptest.mbox": 48} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		counted := strings.Count("\n"+string(data), "\nFrom ")
		if mboxes[name] != want || counted != want {
			t.Errorf("%s: read %d messages, its From lines are %d, want %d", name, mboxes[name], counted, want)
		}
	}
}

// checkClean checks that everything in a message can be stored and shown.
func checkClean(t *testing.T, name string, m Message) {
	t.Helper()
	texts := []string{m.MessageID, m.Subject, m.Text, m.HTML, m.Body, m.Quoted, string(m.Kind)}
	texts = slices.Concat(texts, m.InReplyTo, m.References, m.Notes)
	for _, list := range [][]Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc} {
		for _, a := range list {
			texts = append(texts, a.Name, a.Address)
		}
	}
	for _, a := range m.Attachments {
		texts = append(texts, a.Name, a.MediaType)
	}
	for _, s := range texts {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			t.Errorf("%s: not clean: %q", name, shorten(s, 200))
		}
	}
}

// unpackShared unpacks the collections of mail into a folder of the test, or skips it.
func unpackShared(t *testing.T) string {
	t.Helper()
	shared := os.Getenv("REGARD_SHARED")
	if shared == "" {
		t.Skip("set REGARD_SHARED to the folder of shared test data to read real mail")
	}
	archives, err := filepath.Glob(filepath.Join(shared, "data", "mail", "*.tar.gz"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no mail in %s: %v", shared, err)
	}
	dir := t.TempDir()
	for _, archive := range archives {
		unpack(t, archive, filepath.Join(dir, strings.TrimSuffix(filepath.Base(archive), ".tar.gz")))
	}
	return dir
}

// unpack unpacks one tar.gz into a new folder.
func unpack(t *testing.T, archive, dir string) {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for tr := tar.NewReader(z); ; {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", archive, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(tr)
		if err == nil {
			err = root.MkdirAll(filepath.Dir(filepath.Clean(h.Name)), 0o755)
		}
		if err == nil {
			err = root.WriteFile(filepath.Clean(h.Name), data, 0o644)
		}
		if err != nil {
			t.Fatalf("%s: %v", archive, err)
		}
	}
}

// countFiles counts the regular files below a folder.
func countFiles(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
