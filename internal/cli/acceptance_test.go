package cli

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"regard/internal/platform/database/databasetest"
)

// collections are the real and broken mails that others made, and how many
// files are in each.
var collections = []struct {
	name  string
	files int
}{{"email-enmime", 117}, {"email-ruby-mail", 105}, {"email-mox", 14}, {"email-stalwart", 337}}

// TestRealDataComesInWhole imports what other people really wrote, where the
// environment variable REGARD_SHARED names the folder with it, and logs what
// became of it as a table.
func TestRealDataComesInWhole(t *testing.T) {
	shared := os.Getenv("REGARD_SHARED")
	if shared == "" {
		t.Skip("REGARD_SHARED names no folder with real data")
	}
	data := filepath.Join(shared, "data")
	chat := filepath.Join(t.TempDir(), "support-chat.ndjson")
	gunzip(t, filepath.Join(data, "chat", "support-chat.ndjson.gz"), chat)
	letters := t.TempDir()
	for _, c := range collections {
		untar(t, filepath.Join(data, "mail", c.name+".tar.gz"), filepath.Join(letters, c.name))
	}
	databasetest.EachURL(t, func(t *testing.T, url string) {
		h := house{t: t, data: t.TempDir(), table: &strings.Builder{}}
		if strings.HasPrefix(url, "postgres") {
			h.db = url
		}
		h.w = tabwriter.NewWriter(h.table, 0, 8, 2, ' ', 0)
		fmt.Fprintln(h.w, "input\tfiles\tread\trecorded\tduplicate\tof them changed\trefused\tcustomers\tseconds")
		defer func() { h.w.Flush(); t.Log("\n" + h.table.String() + h.reasons.String()) }()

		imported := ImportNDJSON{Path: []string{chat}, Source: "import"}
		first := h.bring("support-chat", 1, imported.bring)
		if first.recorded != 32_633 || first.refused != 0 || len(first.customers) != 3_155 {
			t.Errorf("chat: %d recorded, %d refused, %d customers", first.recorded, first.refused, len(first.customers))
		}
		if again := h.bring("support-chat, again", 1, imported.bring); again.duplicate != 32_633 || again.changed != 0 {
			t.Errorf("chat again: %d duplicates, %d changed", again.duplicate, again.changed)
		}
		h.check()
		for _, c := range collections {
			path := filepath.Join(letters, c.name)
			files, messages := count(t, path)
			imported := ImportMail{Path: []string{path}, Source: "mail", Importing: Importing{Refused: t.TempDir()}}
			first := h.bring(c.name, files, imported.bring)
			if files != c.files || first.read != messages {
				t.Errorf("%s: %d files, %d messages read; want %d and %d", c.name, files, first.read, c.files, messages)
			}
			again := h.bring(c.name+", again", files, imported.bring)
			if again.recorded != 0 || again.refused != first.refused || again.duplicate != first.recorded+first.duplicate {
				t.Errorf("%s again: %d recorded, %d duplicate, %d refused", c.name, again.recorded, again.duplicate, again.refused)
			}
		}
		h.check()
	})
}

// house is the Regard that a test imports into, and the table that it fills.
type house struct {
	t        *testing.T
	data, db string
	table    *strings.Builder
	w        *tabwriter.Writer
	reasons  strings.Builder
}

// session returns the session of one command.
func (h *house) session() (*session, *bytes.Buffer) {
	var out bytes.Buffer
	g := Globals{Data: h.data, DB: h.db, Log: "error"}
	if h.db != "" {
		g.Secret = strings.Repeat("5eed", 16)
	}
	return &session{ctx: h.t.Context(), Globals: g, out: &out, err: &out}, &out
}

// bring runs one import, writes its line of the table and returns it.
func (h *house) bring(name string, files int, bring func(*run) error) *tally {
	h.t.Helper()
	s, out := h.session()
	r, err := s.importing(Importing{Refused: h.t.TempDir()}, bring)
	if len(r.tallies) != 1 || (err != nil) != (r.tallies[0].refused > 0) {
		h.t.Fatalf("%s: %v\n%s", name, err, out)
	}
	t := r.tallies[0]
	if t.read != t.recorded+t.duplicate+t.refused {
		h.t.Errorf("%s: %+v", name, t)
	}
	fmt.Fprintf(h.w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%.2f\n", name, files, t.read, t.recorded, t.duplicate, t.changed, t.refused, len(t.customers), t.took.Seconds())
	for _, why := range slices.SortedFunc(maps.Values(t.reasons), func(a, b *reason) int { return b.rows - a.rows }) {
		fmt.Fprintf(&h.reasons, "%s: %d refused: %s (first: %s)\n", name, why.rows, why.words, why.first)
	}
	return t
}

// check holds that the ledger adds up.
func (h *house) check() {
	h.t.Helper()
	s, out := h.session()
	if err := (Check{}).Run(s); err != nil {
		h.t.Errorf("%v\n%s", err, out)
	}
}

// count returns how many files there are below a directory, and messages in
// them: those that begin at an envelope line of an mbox, else one a file.
func count(t *testing.T, dir string) (files, messages int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files++
		in := 1
		if bytes.HasPrefix(text, []byte("From ")) {
			in = max(1, len(envelope.FindAll(text, -1)))
		}
		messages += in
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, messages
}

// envelope begins a message in the mboxes among the data.
var envelope = regexp.MustCompile(`(?m)(?:\A|\n\r?\n)From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*$`)

func gunzip(t *testing.T, from, to string) {
	t.Helper()
	text, err := io.ReadAll(unpacked(t, from))
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func untar(t *testing.T, from, to string) {
	t.Helper()
	for r := tar.NewReader(unpacked(t, from)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return
		}
		if err == nil && h.Typeflag == tar.TypeReg {
			path := filepath.Join(to, filepath.FromSlash(h.Name))
			var text []byte
			if text, err = io.ReadAll(r); err == nil {
				if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
					err = os.WriteFile(path, text, 0o600)
				}
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func unpacked(t *testing.T, path string) io.Reader {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
