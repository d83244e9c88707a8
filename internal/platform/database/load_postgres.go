package database

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"regard/internal/platform/problem"
)

// loadPostgres fills a database by COPY, all of it in one transaction.
func loadPostgres(ctx context.Context, o Options, version, to int, fill func(*Loader) error) (err error) {
	db := &DB{clock: o.Clock, log: o.Log}
	if err := db.openPostgres(ctx, o.URL); err != nil {
		return err
	}
	defer db.pool.Close()
	err = db.connected(ctx, toWrite, func(p *pipeline) error {
		tx := &Tx{db: db, pg: p, Now: db.Now()}
		if err := tx.fillPostgres(ctx, version, to, fill); err != nil {
			return err
		}
		return p.commit(ctx)
	})
	if err != nil {
		return db.classify(err)
	}
	// Without it the first queries would not know how large tables are.
	if _, err := db.pool.Exec(ctx, "ANALYZE"); err != nil {
		o.Log.Warn("not analysed", "problem", err)
	}
	return nil
}

func (tx *Tx) fillPostgres(ctx context.Context, version, to int, fill func(*Loader) error) error {
	// The same lock as migrating takes: nobody else makes tables meanwhile.
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(7236841)`); err != nil {
		return err
	}
	var there int
	if err := tx.Row(ctx, `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()`).Scan(&there); err != nil {
		return err
	}
	if there > 0 {
		return problem.New(problem.Conflict, "database.not_empty", nil)
	}
	do := func(statements ...string) error {
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
	tables, indexes := construction(version, PostgreSQL)
	if err := do(append(tables, madeBy)...); err != nil {
		return err
	}
	for _, m := range built(version) {
		if _, err := tx.Exec(ctx, `INSERT INTO migration (id, name, applied_at) VALUES ($1, $2, $3)`, m.number, m.name, tx.Now); err != nil {
			return err
		}
	}
	if err := fill(&Loader{insert: tx.copyIn}); err != nil {
		return err
	}
	if err := do(indexes...); err != nil {
		return err
	}
	// What was poured lies before every transaction to come, and positions go on
	// after it, also where followers are past what was left of the journal.
	var last, followed int64
	if err := tx.Row(ctx, `SELECT coalesce(max(id), 0) FROM journal`).Scan(&last); err != nil {
		return err
	}
	if err := tx.Row(ctx, `SELECT coalesce(max(position), 0) FROM follower`).Scan(&followed); err != nil {
		return err
	}
	if err := do(fmt.Sprintf("ALTER SEQUENCE journal_id RESTART WITH %d", max(last, followed)+1)); err != nil {
		return err
	}
	return tx.migrate(ctx, allMigrations()[:to])
}

// copyIn puts rows into a table by COPY.
func (tx *Tx) copyIn(ctx context.Context, t Shape, rows [][]Cell) error {
	columns := t.names()
	if t.Name == "journal" {
		columns = append(columns, "xact") // which would be this transaction's
	}
	values := make([]any, len(columns))
	source := pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) {
		for k, c := range t.Columns {
			values[k] = rows[i][k].bound(c.Kind, PostgreSQL)
		}
		if len(columns) > len(t.Columns) {
			values[len(t.Columns)] = int64(0)
		}
		return values, nil
	})
	n, err := tx.pg.copy(ctx, t.Name, columns, source)
	if err == nil && n != int64(len(rows)) {
		err = fmt.Errorf("%d of %d rows copied", n, len(rows))
	}
	return tx.db.classify(err)
}
