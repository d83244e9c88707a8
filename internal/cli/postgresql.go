package cli

import (
	"errors"
	"fmt"

	"regard/internal/platform/database/cluster"
)

// OnPostgreSQL says that a PostgreSQL is to be made for it.
type OnPostgreSQL struct {
	PostgreSQL bool `name:"postgresql" help:"On a PostgreSQL of its own, in a temporary directory."`
}

// made runs fn with --db set to a PostgreSQL that is made for it, where that is asked for.
func (f OnPostgreSQL) made(s *session, fn func() error) (err error) {
	if !f.PostgreSQL {
		return fn()
	}
	if s.DB != "" {
		return fmt.Errorf("either --db or a PostgreSQL of its own")
	}
	c, err := cluster.New()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Remove()) }()
	if err := c.Start(); err != nil {
		return err
	}
	s.DB = c.URL("postgres")
	return fn()
}
