package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"regard/internal/platform/database/cluster"
	"regard/internal/torture"
)

// Torture asks a running Regard to lose something.
type Torture struct {
	Kill     TortureKill     `cmd:"" help:"Kill Regard while it records, at checkpoints, while it starts and while it ends; look for what is missing."`
	Cut      TortureCut      `cmd:"" help:"Take PostgreSQL away from a Regard that records, and give it back; look for what is missing."`
	Failover TortureFailover `cmd:"" help:"Kill a PostgreSQL under a Regard that records, and have its standby take over; look for what is missing."`
	Two      TortureTwo      `cmd:"" help:"Kill one of two servers that record into one PostgreSQL database; look for what is missing."`
	Disk     TortureDisk     `cmd:"" help:"Have the disk take long, and fail, under a Regard that records; look for what is missing."`
}

// Help shows examples.
func (Torture) Help() string {
	return "What is tortured is what is served: this program in a process of its own, through its API, in a directory that goes away.\n" +
		"Finding anything ends it with exit code 1, and keeps the directory.\n\n" +
		"Examples:\n  regard torture kill --rounds 200\n  regard torture kill --rounds 200 --postgresql\n  regard torture failover --rounds 20\n" +
		"  regard torture cut --db postgres://regard@db/empty --restart 'pg_ctl -D /var/lib/postgresql/data -m immediate restart'\n\n" +
		"With --postgresql it makes a PostgreSQL in a temporary directory; that must be installed. With --db the database must be empty; it is left empty."
}

// TortureFlags are what every torture is told.
type TortureFlags struct {
	Rounds  int           `help:"How many times." default:"200"`
	Life    int           `help:"After how many rounds to begin with nothing." default:"20"`
	Clients int           `help:"How many clients record at once; one more merges, corrects and edits." default:"6"`
	Longest time.Duration `help:"How long clients send in a round before it comes, at most." default:"800ms"`
	Seed    uint64        `help:"What the plan is drawn from; the same one makes the same plan." default:"1"`
	Dir     string        `help:"Where to make the temporary directory; the system's place for such otherwise." type:"existingdir"`
	JSON    bool          `name:"json" help:"Print every round, for machines."`
}

// TortureKill kills Regard over and over.
type TortureKill struct {
	TortureFlags
	OnPostgreSQL
}

// Run kills, looks, and says what was found.
func (c TortureKill) Run(s *session) error {
	return c.torture(s, "killing", torture.Kill, torture.Options{PostgreSQL: c.PostgreSQL})
}

// TortureCut takes the database away over and over.
type TortureCut struct {
	TortureFlags
	OnPostgreSQL
	Restart string `help:"Of --db: command that crashes the database and starts it again; in half of the rounds. Otherwise only its sessions are ended."`
}

// Run takes it away, looks, and says what was found.
func (c TortureCut) Run(s *session) error {
	if s.DB == "" && !c.PostgreSQL {
		return fmt.Errorf("--db or --postgresql is needed: there is no session to SQLite that could be cut")
	}
	return c.torture(s, "cutting", torture.Cut, torture.Options{PostgreSQL: c.PostgreSQL, Restart: c.Restart})
}

// TortureFailover has a standby take over again and again.
type TortureFailover struct{ TortureFlags }

// Run kills the primary, looks, and says what was found.
func (c TortureFailover) Run(s *session) error {
	return c.torture(s, "taking over", torture.Failover, torture.Options{PostgreSQL: true})
}

// TortureTwo kills one of two servers over and over.
type TortureTwo struct {
	TortureFlags
	OnPostgreSQL
}

// Run kills one, looks, and says what was found.
func (c TortureTwo) Run(s *session) error {
	if s.DB == "" && !c.PostgreSQL {
		return fmt.Errorf("--db or --postgresql is needed: two servers cannot share an SQLite file")
	}
	return c.torture(s, "killing", torture.Two, torture.Options{PostgreSQL: c.PostgreSQL})
}

// TortureDisk has the disk fail over and over.
type TortureDisk struct {
	TortureFlags
	OnPostgreSQL
	Delay   time.Duration `help:"How long a slow disk takes to force anything." default:"500ms"`
	Lasting time.Duration `help:"How long a fault lasts." default:"3s"`
}

// Run has it fail, looks, and says what was found.
func (c TortureDisk) Run(s *session) error {
	if s.DB != "" {
		return fmt.Errorf("only a PostgreSQL of its own can be given a bad disk: --postgresql")
	}
	if c.Delay < 0 || c.Lasting <= 0 {
		return fmt.Errorf("--delay and --lasting must be more than 0")
	}
	if err := torture.Traceable(s.ctx); err != nil {
		return err
	}
	return c.torture(s, "failing", torture.Disk, torture.Options{PostgreSQL: c.PostgreSQL, Delay: c.Delay, Lasting: c.Lasting})
}

func (c TortureFlags) torture(s *session, doing string, do func(context.Context, torture.Options) (torture.Report, error), o torture.Options) error {
	if c.Rounds < 1 || c.Life < 1 || c.Clients < 1 || c.Longest < time.Millisecond {
		return fmt.Errorf("--rounds, --life and --clients must be 1 or more, --longest 1ms or more")
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	o.Program, o.Dir, o.Rounds, o.Life, o.Longest, o.Clients, o.Seed = program, c.Dir, c.Rounds, c.Life, c.Longest, c.Clients, c.Seed
	if s.DB != "" && o.PostgreSQL {
		return fmt.Errorf("either --db or a PostgreSQL of its own")
	}
	if s.DB != "" {
		o.URL = s.DB
		if err := mustBeEmpty(s.ctx, s.DB); err != nil {
			return err
		}
		o.Empty = func() error { return makeEmpty(context.WithoutCancel(s.ctx), s.DB) }
	}
	version := s.databaseVersion()
	if o.PostgreSQL {
		if version, err = cluster.Version(); err != nil {
			return err
		}
		version += " of its own, fsync on, synchronous_commit on"
	}
	machine := machineOf(os.TempDir(), version)
	bar := s.progress(doing, int64(c.Rounds))
	o.Said = func(torture.Round) { bar.add(1) }
	r, err := do(s.ctx, o)
	bar.end()
	if err != nil {
		return err
	}
	return c.print(s, machine, r)
}

func (c TortureFlags) print(s *session, machine Machine, r torture.Report) error {
	if c.JSON {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		if err := e.Encode(r); err != nil {
			return err
		}
	} else if err := s.tortured(machine, r); err != nil {
		return err
	}
	if !r.Sound() {
		return fmt.Errorf("something is wrong; the directories are kept: %v", r.Kept)
	}
	return nil
}

// tortured prints a report as a table.
func (s *session) tortured(machine Machine, r torture.Report) error {
	lines, all := r.Lines()
	fmt.Fprintf(s.out, "%s\nseed %d\n\n", machine, r.Seed)
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', tabwriter.AlignRight)
	reading := ""
	if all.Read > 0 {
		reading = "\tturned away\tcards read\tslowest"
	}
	fmt.Fprintf(w, "rounds\tpromised\tunanswered\tlost\tdoubled\thalf\totherwise wrong\tready p50\tmax%s\t  how\n", reading)
	all.Way = "in all"
	for _, l := range append(lines, all) {
		if all.Read > 0 {
			reading = fmt.Sprintf("\t%d\t%d\t%s", l.Turned, l.Read, milliseconds(l.Slowest))
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s%s\t  %s\n", l.Rounds, l.Promised, l.Open, l.Lost, l.Doubled, l.Halves, l.Otherwise, milliseconds(l.Ready.Median), milliseconds(l.Ready.Max), reading, l.Way)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, one := range r.Rounds {
		for _, x := range one.Wrong {
			fmt.Fprintf(s.out, "round %d, %s: %s\n", one.Number, one.Way, x)
		}
	}
	return nil
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%d ms", d.Milliseconds()) }
