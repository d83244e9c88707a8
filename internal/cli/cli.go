// Package cli is the command line: one struct is the whole of it, each command
// has a file of its own. What scripts read goes to standard output, what people
// read beside it to standard error; the exit code is 0, 1 when something could
// not be done, 2 when the call was wrong.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"regard/internal/app"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
)

// Line is the whole command line.
type Line struct {
	Globals

	Serve     Serve     `cmd:"" help:"Serve pages and API."`
	Demo      Demo      `cmd:"" help:"Make a living company up and serve it."`
	Import    Import    `cmd:"" help:"Bring in customers, interactions, mail and the organisation."`
	Export    Export    `cmd:"" help:"Write out customers, interactions or impressions."`
	Erase     Erase     `cmd:"" help:"Erase a customer: person, identifiers and every word; numbers stay."`
	Archive   Archive   `cmd:"" help:"Write everything about a customer to one file."`
	Backup    Backup    `cmd:"" help:"Write everything to one file, while the server goes on working."`
	Restore   Restore   `cmd:"" help:"Put a backup back, into an empty data directory or database."`
	Retention Retention `cmd:"" help:"Show and set how long each class of data is kept."`
	Text      Text      `cmd:"" help:"Tell what lines of text say; learn from corrections."`
	User      User      `cmd:"" help:"Add and manage users."`
	Key       Key       `cmd:"" help:"Make and manage API keys."`
	Config    Show      `cmd:"" help:"Show what is in force, and why."`
	Check     Check     `cmd:"" help:"Recompute relationships, counts and search from what was recorded, and compare."`
	Simulate  Simulate  `cmd:"" help:"Tell what the made-up company is made of, or its history."`
	Bench     Bench     `cmd:"" help:"Measure how fast Regard is on this machine."`
	Torture   Torture   `cmd:"" help:"Kill Regard over and over and look for what is missing."`
}

// Globals are the flags that every command has.
type Globals struct {
	Data    string           `help:"Data directory." default:"data" env:"REGARD_DATA" type:"path"`
	DB      string           `name:"db" help:"PostgreSQL's URL; SQLite in the data directory otherwise." env:"REGARD_DB"`
	Secret  string           `name:"key" help:"Key that seals and signs, 64 hexadecimal digits; needed with --db. Otherwise the file 'key' in the data directory." env:"REGARD_KEY"`
	File    string           `name:"config" help:"File of settings (JSON: {\"listen\": …})." env:"REGARD_CONFIG" type:"path"`
	Log     string           `help:"What to log: debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"REGARD_LOG"`
	Quiet   bool             `help:"No progress bars." short:"q"`
	Version kong.VersionFlag `help:"Print the version."`
}

// Version is the program's version; a release sets it.
var Version = "0.1.0-dev"

// session is what a command runs with.
type session struct {
	ctx context.Context
	Globals
	in       io.Reader
	out, err io.Writer
	args     []string
	parser   *kong.Kong
}

// Main runs the command line and exits.
func Main() { os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// Run runs a command line and returns its exit code.
func Run(args []string, in io.Reader, out, errs io.Writer) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	line := &Line{}
	exited := -1
	options := []kong.Option{
		kong.Name("regard"),
		kong.Description("Regard: how do our customers regard us, what made it so, and what do we do about it today?\n\n" +
			"Settings come from flags, then REGARD_* in the environment, then the file given with --config."),
		kong.Vars{"version": Version}, kong.Writers(out, errs), kong.Exit(func(c int) { exited = c; panic(exit{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, Summary: true}), kong.UsageOnError(),
	}
	if file := fileNamed(args); file != "" {
		options = append(options, kong.Configuration(kong.JSON, file))
	}
	parser, err := kong.New(line, options...)
	if err != nil {
		fmt.Fprintln(errs, "regard:", err)
		return 2
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exit); !ok {
				panic(r)
			}
			code = exited
		}
	}()
	call, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(errs, "regard:", err)
		fmt.Fprintln(errs, "Try: regard --help")
		return 2
	}
	s := &session{ctx: ctx, Globals: line.Globals, in: in, out: out, err: errs, args: args, parser: parser}
	if err := call.Run(s); err != nil {
		if errors.Is(err, context.Canceled) {
			return 130
		}
		s.complain(err)
		return 1
	}
	return 0
}

type exit struct{}

// complain says what went wrong and what to do, and the path to it only when
// it is ours.
func (s *session) complain(err error) {
	if p := problem.Of(err); p != nil && p.Kind != problem.Internal {
		w := locale.Problem(err)
		fmt.Fprintf(s.err, "regard: %s %s\n", w.Wrong, w.Remedy)
		return
	}
	fmt.Fprintln(s.err, "regard:", err)
}

func (s *session) logger() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.Globals.Log)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: level}))
}

// open opens the data directory.
func (s *session) open(serves bool) (*app.App, error) {
	return app.Open(s.ctx, app.Config{Data: s.Data, DB: s.DB, Key: s.Secret, Log: s.logger(), Serves: serves})
}

// within opens the data directory for one piece of work.
func (s *session) within(fn func(a *app.App) error) error { return s.opened(false, fn) }

// serving opens it to be served, by nobody else.
func (s *session) serving(fn func(a *app.App) error) error { return s.opened(true, fn) }

func (s *session) opened(serves bool, fn func(a *app.App) error) error {
	a, err := s.open(serves)
	if err != nil {
		return err
	}
	return errors.Join(fn(a), a.Close())
}
