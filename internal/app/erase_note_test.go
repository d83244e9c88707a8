package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regard/internal/know/customer"
)

// A line that was cut short (the disk was full, the machine stopped) takes no
// other with it.
func TestANoteThatWasCutShortSpoilsNotTheNext(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	if err := noteErased(dir, []customer.ID{1, 2}, at); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, noteFile)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-30); err != nil { // in the id of the second
		t.Fatal(err)
	}
	if err := noteErased(dir, []customer.ID{2, 3}, at); err != nil {
		t.Fatal(err)
	}
	ids, err := readErased(dir)
	if err != nil || !slices.Equal(ids, []customer.ID{1, 2, 3}) {
		t.Errorf("%v, %v", ids, err)
	}
}
