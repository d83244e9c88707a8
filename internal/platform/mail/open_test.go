package mail

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// write writes files below a new folder, and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// list walks and writes what it finds.
func list(t *testing.T, name string) []string {
	t.Helper()
	var found []string
	for item, err := range Open(name) {
		if err != nil {
			found = append(found, fmt.Sprintf("%s: %v", item.Path, errors.Is(err, ErrNotFile) || errors.Is(err, fs.ErrNotExist)))
			continue
		}
		data, err := io.ReadAll(item.Reader())
		if err != nil || int64(len(data)) != item.Size {
			t.Errorf("%s: %d bytes of %d: %v", item.Path, len(data), item.Size, err)
		}
		found = append(found, fmt.Sprintf("%s %d %s %q", item.Path, item.Index, item.Flags, data))
	}
	return found
}

const envelopeLine = "From ann@example.com Mon Mar  3 10:12:30 2025\n"

func TestOpenWalksFilesMboxesAndMaildirs(t *testing.T) {
	dir := write(t, map[string]string{
		"a.eml":                    "Subject: a\n\na\n",
		"b.json":                   "{}",
		"c/inbox":                  envelopeLine + "Subject: 1\n\n1\n\n" + envelopeLine + "Subject: 2\n\n2\n",
		"m/cur/1.host:2,FS":        "Subject: m1\n\n",
		"m/new/2.host":             envelopeLine + "Subject: m2\n\n",
		"m/tmp/3.host":             "Subject: not yet\n\n",
		"m/.Sub Folder/cur/4;2,RT": "Subject: m4\n\n",
		"tmp/d.eml":                "Subject: d\n\n",
		"empty":                    "",
	})
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "z-link")); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`a.eml 0  "Subject: a\n\na\n"`,
		`b.json 0  "{}"`,
		`c/inbox 1  "Subject: 1\n\n1\n"`,
		`c/inbox 2  "Subject: 2\n\n2\n"`,
		`empty 0  ""`,
		`m/.Sub Folder/cur/4;2,RT 0 RT "Subject: m4\n\n"`,
		`m/cur/1.host:2,FS 0 FS "Subject: m1\n\n"`,
		`m/new/2.host 0  "From ann@example.com Mon Mar  3 10:12:30 2025\nSubject: m2\n\n"`,
		`tmp/d.eml 0  "Subject: d\n\n"`,
		`z-link: false`,
	}
	if diff := cmp.Diff(want, list(t, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[2:4], prefixed("c/", list(t, filepath.Join(dir, "c", "inbox")))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[7:8], prefixed("m/new/", list(t, filepath.Join(dir, "m", "new")))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"gone: true"}, prefixed("", list(t, "gone"))); diff != "" {
		t.Error(diff)
	}
}

// prefixed puts a prefix before each.
func prefixed(prefix string, list []string) []string {
	for i := range list {
		list[i] = prefix + list[i]
	}
	return list
}

func TestOpenStopsWhenAsked(t *testing.T) {
	dir := write(t, map[string]string{"a": strings.Repeat(envelopeLine+"Subject: x\n\n\n", 3), "b": "Subject: b\n\n"})
	n := 0
	for range Open(dir) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("yielded %d", n)
	}
}

func TestMboxDialects(t *testing.T) {
	tests := map[string]struct {
		mbox string
		want []string
	}{
		"quoted From lines":            {envelopeLine + "A: 1\n\n>From here\n>>From there\n> From nowhere\n", []string{"A: 1\n\nFrom here\n>From there\n> From nowhere\n"}},
		"unquoted From in a letter":    {envelopeLine + "A: 1\n\nDear Bo,\n\nFrom now on we meet on Mondays.\n", []string{"A: 1\n\nDear Bo,\n\nFrom now on we meet on Mondays.\n"}},
		"Content-Length lies":          {envelopeLine + "Content-Length: 9999\n\nx\n\n" + envelopeLine + "A: 2\n\n", []string{"Content-Length: 9999\n\nx\n", "A: 2\n"}},
		"no empty line between":        {envelopeLine + "A: 1\n\nx\n" + envelopeLine + "A: 2\n\n", []string{"A: 1\n\nx\n" + envelopeLine + "A: 2\n"}},
		"CRLF":                         {strings.ReplaceAll(envelopeLine+"A: 1\n\nx\n\n"+envelopeLine+"A: 2\n\n", "\n", "\r\n"), []string{"A: 1\r\n\r\nx\r\n", "A: 2\r\n"}},
		"envelope with zone and comma": {"From - Mon, 3 Mar 2025 10:12:30 +0100\nA: 1\n", []string{"A: 1\n"}},
		"empty message":                {envelopeLine + "\n" + envelopeLine + "A: 2\n", []string{"\n", "A: 2\n"}},
	}
	for name, tt := range tests {
		dir := write(t, map[string]string{"mbox": tt.mbox})
		var got []string
		for item, err := range Open(dir) {
			if err != nil {
				t.Fatal(err)
			}
			data, _ := io.ReadAll(item.Reader())
			got = append(got, string(data))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
