package cli

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"time"
)

// rawPostgres runs one statement over arrays for 500 rows, a connection a
// processor.
type rawPostgres struct{ db *sql.DB }

func openRawPostgres(ctx context.Context, url string) (raw, error) {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(runtime.NumCPU())
	for _, create := range []string{rawTable, rawKey} {
		if _, err := db.ExecContext(ctx, create); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return &rawPostgres{db}, nil
}

func (r *rawPostgres) way() string { return "unnest of 500, a connection a processor" }

func (r *rawPostgres) close() error { return r.db.Close() }

func (r *rawPostgres) insert(ctx context.Context, rows []rawRow) error {
	parts := make(chan []rawRow, len(rows)/500+1)
	for len(rows) > 0 {
		part := rows[:min(500, len(rows))]
		rows = rows[len(part):]
		parts <- part
	}
	close(parts)
	errs := make([]error, runtime.NumCPU())
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			for part := range parts {
				errs[i] = errors.Join(errs[i], r.insert500(ctx, part))
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

const rawUnnest = `INSERT INTO bench_raw (` + rawColumns + `) SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s::jsonb, t
	FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[],
	$11::text[], $12::text[], $13::text[], $14::text[], $15::timestamptz[], $16::boolean[], $17::boolean[], $18::boolean[], $19::text[], $20::bigint[])
	AS u(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)`

func (r *rawPostgres) insert500(ctx context.Context, rows []rawRow) error {
	_, err := r.db.ExecContext(ctx, rawUnnest,
		each(rows, func(x rawRow) int64 { return x.id }), each(rows, func(x rawRow) int64 { return x.customer }), each(rows, func(x rawRow) time.Time { return x.occurred }),
		each(rows, func(x rawRow) string { return x.source }), each(rows, func(x rawRow) string { return x.ref }), each(rows, func(x rawRow) string { return x.channel }),
		each(rows, func(x rawRow) string { return x.direction }), each(rows, func(x rawRow) int64 { return x.contributor }), each(rows, func(x rawRow) string { return x.subject }),
		each(rows, func(x rawRow) string { return x.text }), each(rows, func(x rawRow) string { return x.language }), each(rows, func(x rawRow) string { return x.thread }),
		each(rows, func(x rawRow) string { return x.reference }), each(rows, func(x rawRow) string { return x.outcome }), each(rows, func(x rawRow) *time.Time { return x.due }),
		each(rows, func(x rawRow) bool { return x.resolved }), each(rows, func(x rawRow) bool { return x.abandoned }), each(rows, func(x rawRow) bool { return x.automated }),
		each(rows, func(x rawRow) string { return x.detail }), each(rows, func(x rawRow) int64 { return x.version }))
	return err
}

func each[T any](rows []rawRow, column func(rawRow) T) []T {
	list := make([]T, len(rows))
	for i, x := range rows {
		list[i] = column(x)
	}
	return list
}
