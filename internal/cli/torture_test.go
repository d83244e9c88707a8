package cli

import (
	"context"
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
	return torture.Options{Program: program, Dir: t.TempDir(), Rounds: 4, Life: 4, Longest: time.Second, Clients: 3, Seed: uint64(time.Now().UnixNano())}
}

func TestNothingThatWasPromisedIsLostWhenItIsKilled(t *testing.T) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		o := tortured(t)
		if url[:7] != "sqlite:" {
			o.URL = url
		}
		sound(t, o, torture.Kill)
	})
}

func TestAServerWhoseSessionsAreCutGoesOnByItself(t *testing.T) {
	o := onPostgreSQL(t)
	o.URL, o.Rounds, o.Life = databasetest.PostgreSQL(t), 3, 3
	sound(t, o, torture.Cut)
}

func TestAStandbyThatTakesOverHasAllThatWasPromised(t *testing.T) {
	o := onPostgreSQL(t)
	o.Rounds = 2
	sound(t, o, torture.Failover)
}

func TestOfTwoServersTheOneThatIsKilledTakesNothingWithIt(t *testing.T) {
	o := onPostgreSQL(t)
	o.URL, o.Rounds = databasetest.PostgreSQL(t), 3
	sound(t, o, torture.Two)
}

// On a slow disk reads go on, what is written waits, and what has no place in
// the line is told when to come again; a disk that fails is said to fail.
func TestABadDiskIsOutlived(t *testing.T) {
	if err := torture.Traceable(t.Context()); err != nil {
		t.Skip(err)
	}
	for name, ways := range map[string][]torture.Way{"sqlite": {torture.Slow, torture.SyncsFail, torture.WritesFail, torture.ReadsFail}, "postgresql": {torture.Slow, torture.Slow}} {
		t.Run(name, func(t *testing.T) {
			o := tortured(t)
			if name == "postgresql" {
				o = onPostgreSQL(t)
				o.PostgreSQL = true
			}
			o.Ways, o.Rounds, o.Clients, o.Delay, o.Lasting = ways, len(ways), 10, 300*time.Millisecond, 1500*time.Millisecond
			r := sound(t, o, torture.Disk)
			if _, all := r.Lines(); all.Turned == 0 || all.Read == 0 {
				t.Errorf("%d were turned away, %d cards were read", all.Turned, all.Read)
			}
		})
	}
}

func onPostgreSQL(t *testing.T) torture.Options {
	t.Helper()
	if testing.Short() {
		t.Skip("PostgreSQL is needed")
	}
	return tortured(t)
}

// sound tortures, and wants nothing to be found.
func sound(t *testing.T, o torture.Options, do func(context.Context, torture.Options) (torture.Report, error)) torture.Report {
	t.Helper()
	r, err := do(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, all := r.Lines(); !r.Sound() || all.Rounds != o.Rounds || all.Promised == 0 {
		t.Errorf("seed %d: %+v", o.Seed, r)
	}
	return r
}
