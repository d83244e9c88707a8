package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"regard/internal/platform/database/databasetest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"regard": Main})
}

// TestScripts runs the sessions in testdata/scripts, each on both databases.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "scripts", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name+"/sqlite", func(t *testing.T) { t.Parallel(); script(t, file, "") })
		made := databasetest.PostgreSQL
		if name == "bench" {
			made = databasetest.EmptyPostgreSQL // measurements want one to themselves
		}
		if !testing.Short() {
			t.Run(name+"/postgresql", func(t *testing.T) { t.Parallel(); script(t, file, made(t)) })
		}
	}
}

// script runs one session. What its commands share is the database that they
// find in the environment.
func script(t *testing.T, file, url string) {
	testscript.Run(t, testscript.Params{
		Files: []string{file},
		Setup: func(e *testscript.Env) error {
			e.Setenv("REGARD_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("REGARD_LOG", "error")
			if url != "" {
				e.Setenv("REGARD_DB", url)
				e.Setenv("REGARD_KEY", strings.Repeat("5eed", 16))
			}
			return nil
		},
		Condition: func(what string) (bool, error) { return what == "postgresql" && url != "", nil },
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"wrong": wrong, "now": now, "half": half},
	})
}

// half cuts files off in their middle.
func half(ts *testscript.TestScript, neg bool, files []string) {
	if neg {
		ts.Fatalf("unsupported: ! half")
	}
	for _, file := range files {
		text := ts.ReadFile(file)
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text[:len(text)/2]), 0o600))
	}
}

// now writes the present into files, where they say NOW.
func now(ts *testscript.TestScript, neg bool, files []string) {
	if neg {
		ts.Fatalf("unsupported: ! now")
	}
	for _, file := range files {
		form := time.RFC3339
		if strings.HasSuffix(file, ".eml") {
			form = time.RFC1123Z
		}
		text := strings.ReplaceAll(ts.ReadFile(file), "NOW", time.Now().UTC().Format(form))
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o600))
	}
}

// wrong runs a command that is to end with exit code 2: the call was wrong.
func wrong(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec(args[0], args[1:]...)
	var code int
	if e, ok := err.(interface{ ExitCode() int }); ok {
		code = e.ExitCode()
	}
	if neg || code != 2 {
		ts.Fatalf("exit code %d, want 2 (%v)", code, err)
	}
}
