package cli

import (
	"os/exec"
	"testing"
	"time"

	"regard/internal/platform/database/databasetest"
	"regard/internal/torture"
)

// tortured is what a test has killed: a short version of what make torture does.
func tortured(t *testing.T) torture.Options {
	t.Helper()
	program, err := exec.LookPath("regard") // this test binary under that name: TestMain
	if err != nil {
		t.Fatal(err)
	}
	return torture.Options{Program: program, Dir: t.TempDir(), Rounds: 4, Life: 4, Longest: 300 * time.Millisecond, Clients: 3, Seed: uint64(time.Now().UnixNano())}
}

func TestNothingThatWasPromisedIsLostWhenItIsKilled(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		o := tortured(t)
		if url[:7] != "sqlite:" {
			o.URL = url
		}
		r, err := torture.Kill(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		_, all := r.Lines()
		if !r.Sound() || all.Rounds != o.Rounds || all.Promised == 0 {
			t.Errorf("seed %d: %+v", o.Seed, r)
		}
	})
}

func TestAServerWhoseSessionsAreCutGoesOnByItself(t *testing.T) {
	if testing.Short() {
		t.Skip("PostgreSQL is needed")
	}
	o := tortured(t)
	o.URL, o.Rounds, o.Life = databasetest.PostgreSQL(t), 3, 3
	r, err := torture.Cut(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, all := r.Lines(); !r.Sound() || all.Rounds != o.Rounds || all.Promised == 0 {
		t.Errorf("seed %d: %+v", o.Seed, r)
	}
}
