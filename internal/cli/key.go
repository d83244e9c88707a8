package cli

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"regard/internal/app"
	"regard/internal/know/company"
	"regard/internal/platform/database"
)

// Key makes and manages API keys.
type Key struct {
	Add    KeyAdd    `cmd:"" help:"Make a key and print it, alone and once."`
	List   KeyList   `cmd:"" help:"List the keys."`
	Revoke KeyRevoke `cmd:"" help:"Make a key useless at once."`
	New    KeyNew    `cmd:"" help:"Print a new key for REGARD_KEY."`
}

// KeyAdd makes a key.
type KeyAdd struct {
	Name  string   `arg:"" help:"What it is for."`
	Scope []string `help:"What it may do: read, write, admin." default:"read,write" sep:","`
}

// Run makes a key; the server may run beside.
func (c KeyAdd) Run(s *session) error {
	return s.within(func(a *app.App) error {
		return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error {
			clear, _, err := company.AddKey(s.ctx, tx, c.Name, c.Scope)
			if err == nil {
				tx.AfterCommit(func() { fmt.Fprintln(s.out, clear) })
			}
			return err
		})
	})
}

// KeyList lists the keys.
type KeyList struct{}

// Run lists the keys, newest first.
func (KeyList) Run(s *session) error {
	return s.within(func(a *app.App) error {
		return a.Office.View(s.ctx, company.System, func(tx *company.Tx) error {
			keys, err := company.Keys(s.ctx, tx)
			w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
			fmt.Fprintln(w, "id\tname\tends in\tscopes\tlast used\trevoked")
			for _, k := range keys {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", database.FormatID("key", k.ID), k.Name, k.Hint, strings.Join(k.Scopes, ","), date(k.UsedAt), date(k.RevokedAt))
			}
			if err != nil {
				return err
			}
			return w.Flush()
		})
	})
}

// KeyRevoke makes a key useless.
type KeyRevoke struct {
	ID string `arg:"" help:"The key's id, as 'regard key list' shows it."`
}

// Run revokes it.
func (c KeyRevoke) Run(s *session) error {
	id, err := database.ParseID("key", c.ID)
	if err != nil {
		return err
	}
	return s.within(func(a *app.App) error {
		return a.Office.Update(s.ctx, company.System, func(tx *company.Tx) error { return company.RevokeKey(s.ctx, tx, id) })
	})
}

// KeyNew prints a key for REGARD_KEY.
type KeyNew struct{}

// Run prints 64 hexadecimal digits.
func (KeyNew) Run(s *session) error {
	b := make([]byte, 32)
	rand.Read(b)
	fmt.Fprintln(s.out, hex.EncodeToString(b))
	return nil
}

func date(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format("2006-01-02 15:04")
}
