package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
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

// unlisted are flags that are no settings.
var unlisted = []string{"help", "version", "quiet", "config"}

// Run prints every setting, its value and where it comes from. Secrets are not
// shown. The settings of 'serve' are those that it would start with.
func (Show) Run(s *session) error {
	file := map[string]any{}
	if s.File != "" {
		text, err := os.ReadFile(s.File)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return fmt.Errorf("%s: %w", s.File, err)
		}
	}
	flags := slices.Clone(s.parser.Model.Flags)
	for _, c := range s.parser.Model.Children {
		if c.Name == "serve" {
			flags = append(flags, c.Flags...)
		}
	}
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "setting\tvalue\tfrom")
	for _, f := range flags {
		if slices.Contains(unlisted, f.Name) {
			continue
		}
		value, from := s.inForce(f, file)
		if f.Name == "key" && value != "" {
			value = "(set)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, value, from)
	}
	return w.Flush()
}

// inForce returns a setting's value and where it comes from: the flag, else the
// environment, else the file, else the default.
func (s *session) inForce(f *kong.Flag, file map[string]any) (value, from string) {
	if v, ok := flagGiven(s.args, f.Name); ok {
		return v, "flag"
	}
	for _, env := range f.Envs {
		if v, ok := os.LookupEnv(env); ok {
			return v, env
		}
	}
	for _, name := range []string{f.Name, strings.ReplaceAll(f.Name, "-", "_")} {
		if v, ok := file[name]; ok {
			return fmt.Sprint(v), s.File
		}
	}
	return f.Default, "default"
}

func flagGiven(args []string, name string) (string, bool) {
	for i, a := range args {
		if rest, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			return rest, true
		}
		if a == "--"+name && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}
