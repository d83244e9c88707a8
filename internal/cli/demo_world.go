package cli

import (
	"context"
	"errors"

	"regard/internal/know/company"
	"regard/internal/simulate"
)

// worldName is the name among the configurations of which world was made up, so
// that it can be told again beside what is in the database.
const worldName = "demo.world"

// keepWorld writes down which world is loaded.
func keepWorld(ctx context.Context, tx *company.Tx, o simulate.Options) error {
	_, err := company.Configure(ctx, tx, worldName, o)
	return err
}

// demoWorld returns which world was loaded last.
func demoWorld(ctx context.Context, tx *company.Tx) (o simulate.Options, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return o, err
	}
	version, err := d.Configured(worldName, &o)
	if err == nil && version == 0 {
		err = errors.New("there is no made-up company here; make one with: regard demo --load")
	}
	return o, err
}
