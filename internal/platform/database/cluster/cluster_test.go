package cluster_test

import (
	"context"
	"os"
	"testing"
	"time"

	"regard/internal/platform/database/cluster"
)

// A standby that its primary waits for has all that was committed when the
// primary dies, and takes over; the one that died follows it then.
func TestAStandbyTakesOverWhatWasCommitted(t *testing.T) {
	if testing.Short() {
		t.Skip("PostgreSQL is needed")
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	one, err := cluster.New()
	must(err)
	defer one.Remove()
	must(one.Start())
	must(one.Run("CREATE TABLE kept (n int)"))
	other, err := cluster.Standby(one)
	must(err)
	defer other.Remove()
	must(other.Start())
	must(one.Await(ctx, other))
	must(one.Run("INSERT INTO kept VALUES (7)"))
	must(one.Kill())
	if one.Processes() != nil {
		t.Error("it has processes though it was killed")
	}
	must(other.Promote())
	must(other.Run("INSERT INTO kept VALUES (8)"))
	must(one.Follow(other))
	must(one.Start())
	must(other.Await(ctx, one))
	must(other.Run("INSERT INTO kept VALUES (9)"))
	for name, c := range map[string]*cluster.Cluster{"the new primary": other, "the new standby": one} {
		deadline := time.Now().Add(10 * time.Second) // a standby has it, and shows it soon
		for {
			sum, err := c.Ask("SELECT sum(n)::text FROM kept")
			if err == nil && sum == "24" {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s has %s (%v)", name, sum, err)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	dir := one.Dir
	must(one.Remove())
	if _, err := os.Stat(dir); err == nil {
		t.Error("its directory is still there")
	}
}
