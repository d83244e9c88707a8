package cli

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
)

// fileNamed finds the settings file before the command line is parsed, since
// parsing needs it.
func fileNamed(args []string) string {
	for i, a := range args {
		if rest, ok := strings.CutPrefix(a, "--config="); ok {
			return rest
		}
		if a == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("REGARD_CONFIG")
}

// Show shows what is in force, and why.
type Show struct{}

// Run prints every setting, its value and where it comes from. Secrets are not shown.
func (Show) Run(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "setting\tvalue\tfrom")
	flags := append([]*kong.Flag{}, s.parser.Model.Flags...)
	for _, c := range s.parser.Model.Children {
		if c.Name == "serve" {
			flags = append(flags, c.Flags...)
		}
	}
	for _, f := range flags {
		if f.Name == "help" || f.Name == "version" || f.Name == "quiet" || f.Name == "config" {
			continue
		}
		value, from := fmt.Sprint(f.Target.Interface()), "default"
		if f.Name == "data" && !f.Target.IsZero() {
			value = s.Data
		}
		switch {
		case given(f.Name):
			from = "flag"
		case len(f.Envs) > 0 && os.Getenv(f.Envs[0]) != "":
			from = f.Envs[0]
		case s.File != "" && value != f.Default:
			from = s.File
		}
		if f.Target.IsZero() && f.Default != "" {
			value = f.Default
		}
		if f.Name == "key" && value != "" {
			value = "(set)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, value, from)
	}
	return w.Flush()
}

func given(name string) bool {
	for _, a := range os.Args {
		if a == "--"+name || strings.HasPrefix(a, "--"+name+"=") {
			return true
		}
	}
	return false
}
