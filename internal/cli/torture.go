package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"regard/internal/torture"
)

// Torture asks a running Regard to lose something.
type Torture struct {
	Kill TortureKill `cmd:"" help:"Kill Regard while it records, at checkpoints, while it starts and while it ends; look for what is missing."`
	Cut  TortureCut  `cmd:"" help:"Take PostgreSQL away from a Regard that records, and give it back; look for what is missing."`
}

// Help shows examples.
func (Torture) Help() string {
	return "What is tortured is what is served: this program in a process of its own, through its API, in a directory that goes away.\n" +
		"Finding anything ends it with exit code 1, and keeps the directory.\n\n" +
		"Examples:\n  regard torture kill --rounds 200\n  regard torture kill --rounds 200 --db postgres://regard@db/empty\n" +
		"  regard torture cut --db postgres://regard@db/empty --restart 'pg_ctl -D /var/lib/postgresql/data -m immediate restart'\n\n" +
		"With --db the database must be empty; it is left empty."
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
type TortureKill struct{ TortureFlags }

// Run kills, looks, and says what was found.
func (c TortureKill) Run(s *session) error {
	return c.torture(s, "killing", torture.Kill, torture.Options{})
}

// TortureCut takes the database away over and over.
type TortureCut struct {
	TortureFlags
	Restart string `help:"Command that crashes the database and starts it again; in half of the rounds. Otherwise only its sessions are ended."`
}

// Run takes it away, looks, and says what was found.
func (c TortureCut) Run(s *session) error {
	if s.DB == "" {
		return fmt.Errorf("--db is needed: there is no session to SQLite that could be cut")
	}
	return c.torture(s, "cutting", torture.Cut, torture.Options{Restart: c.Restart})
}

func (c TortureFlags) torture(s *session, doing string, do func(context.Context, torture.Options) (torture.Report, error), o torture.Options) error {
	if c.Rounds < 1 || c.Life < 1 || c.Clients < 1 || c.Longest < time.Millisecond {
		return fmt.Errorf("--rounds, --life and --clients must be 1 or more, --longest 1ms or more")
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	o.Program, o.URL, o.Dir, o.Rounds, o.Life, o.Longest, o.Clients, o.Seed = program, s.DB, c.Dir, c.Rounds, c.Life, c.Longest, c.Clients, c.Seed
	if s.DB != "" {
		if err := mustBeEmpty(s.ctx, s.DB); err != nil {
			return err
		}
		o.Empty = func() error { return makeEmpty(context.WithoutCancel(s.ctx), s.DB) }
	}
	machine := machineOf(os.TempDir(), s.databaseVersion())
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
	fmt.Fprintf(s.out, "%s\nseed %d\n\n", machine, r.Seed)
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "rounds\tpromised\tunanswered\tlost\tdoubled\thalf\totherwise wrong\tready p50\tmax\t  how")
	lines, all := r.Lines()
	all.Way = "in all"
	for _, l := range append(lines, all) {
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t  %s\n", l.Rounds, l.Promised, l.Open, l.Lost, l.Doubled, l.Halves, l.Otherwise, milliseconds(l.Ready.Median), milliseconds(l.Ready.Max), l.Way)
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
