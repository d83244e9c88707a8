package cli

import (
	"encoding/json"
	"os"
	"runtime/pprof"
)

// Bench measures how fast Regard is on this machine. What it measures is what
// is served: the program as it runs, on a loopback address, through its API
// with a key, in a directory that goes away.
type Bench struct {
	Ingest   BenchIngest   `cmd:"" help:"How many interactions a second are recorded, everything done and on disk."`
	Card     BenchCard     `cmd:"" help:"How long whoever answers waits for a customer's card."`
	Search   BenchSearch   `cmd:"" help:"How long whoever types waits for customers to choose from."`
	Words    BenchWords    `cmd:"" help:"How long whoever looks for what was said waits, and what keeping the words takes."`
	Text     BenchText     `cmd:"" help:"How many messages a second one processor scores."`
	Identity BenchIdentity `cmd:"" help:"Whether records of one person are found to be so, and how long that takes."`
	Serve    BenchServe    `cmd:"" help:"How soon the program is ready, and how much memory it takes, idle and under load."`
	Overload BenchOverload `cmd:"" help:"What becomes of reading, and of memory, while ten times as much is sent as can be recorded."`
}

// BenchFlags are what every measurement is told.
type BenchFlags struct {
	Dir        string `help:"Where to make the temporary directory; the system's place for such otherwise." type:"existingdir"`
	JSON       bool   `name:"json" help:"Print for machines."`
	CPUProfile string `name:"cpuprofile" help:"Write a CPU profile of what is measured." type:"path" hidden:""`
}

// Help shows examples.
func (Bench) Help() string {
	return "Examples:\n  regard bench ingest\n  regard bench ingest --from 300000 --rows 300000\n" +
		"  regard bench ingest --db postgres://regard@db/empty\n  regard bench card --rows 300000 --customers 30000 --ingest\n\n" +
		"With --db the database must be empty; it is left empty."
}

// print prints a report: its table, or the whole of it for machines.
func (f BenchFlags) print(s *session, r interface{ table(*session) error }) error {
	if !f.JSON {
		return r.table(s)
	}
	e := json.NewEncoder(s.out)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// profiled runs what is measured, under the profiler if that is asked for.
func (f BenchFlags) profiled(measure func() error) error {
	if f.CPUProfile == "" {
		return measure()
	}
	file, err := os.Create(f.CPUProfile)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return measure()
}
