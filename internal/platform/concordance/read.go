package concordance

import (
	"context"
	"database/sql"
	"errors"

	"regard/internal/platform/problem"
)

// Reading is a transaction that reads the file as it was when it began.
type Reading struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

// Read runs fn on a snapshot of the file.
func (f *File) Read(ctx context.Context, fn func(r *Reading) error) (err error) {
	defer problem.Wrap(&err, "concordance.Read")
	tx, err := f.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return classify(err)
	}
	defer tx.Rollback() //nolint:errcheck // a read leaves nothing behind
	return classify(fn(&Reading{ctx: ctx, tx: tx, prepared: map[string]*sql.Stmt{}}))
}

// State returns what the owner kept; nil where it never did.
func (r *Reading) State() (state []byte, err error) {
	err = r.row("SELECT body FROM state").Scan(&state)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return state, err
}

// Count returns how many entries there are, and in how many volumes.
func (r *Reading) Count() (entries, volumes int, err error) {
	err = r.row("SELECT coalesce(sum(entries), 0), count(*) FROM volume").Scan(&entries, &volumes)
	return entries, volumes, err
}

// Each yields the key of every entry, in no order.
func (r *Reading) Each(fn func(Key) error) error {
	all, err := r.volumes()
	if err != nil {
		return err
	}
	for _, v := range all {
		keys, err := r.keys(v.id)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if k.ID == 0 {
				continue
			}
			if err := fn(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// volume is what is known of one without opening it.
type volume struct {
	id               int64
	entries          int
	latest, earliest int64 // when its entries were
	lowest, highest  int64 // their ids
}

// volumes returns all, the one with the latest entry first.
func (r *Reading) volumes() (all []volume, err error) {
	err = r.each("SELECT id, entries, latest, earliest, lowest, highest FROM volume ORDER BY latest DESC, id", nil, func(rows *sql.Rows) error {
		var v volume
		err := rows.Scan(&v.id, &v.entries, &v.latest, &v.earliest, &v.lowest, &v.highest)
		all = append(all, v)
		return err
	})
	return all, err
}

// keys returns a volume's entries by their numbers; an id of 0 is one that was
// taken out.
func (r *Reading) keys(volume int64) (keys []Key, err error) {
	err = r.each("SELECT number, at, body FROM place WHERE volume = ? ORDER BY number", []any{volume}, func(rows *sql.Rows) error {
		var number int
		var at int64
		var body sql.RawBytes
		if err := rows.Scan(&number, &at, &body); err != nil {
			return err
		}
		if number != len(keys) {
			return ErrDamaged
		}
		keys, err = places(keys, at, body)
		return err
	})
	return keys, err
}

// walk goes through all pieces of a volume in their order.
type walk struct {
	r      *Reading
	volume int64
	rows   *sql.Rows
	body   []byte
	piece  piece
	ended  bool
}

func (r *Reading) walk(volume int64) *walk { return &walk{r: r, volume: volume} }

func (k *walk) close() {
	if k.rows != nil {
		k.rows.Close()
	}
}

// next goes to the next piece; after the last it has ended.
func (k *walk) next() (err error) {
	for len(k.body) == 0 {
		if k.rows == nil {
			// Several walks go on at once, so each has a statement of its own.
			if k.rows, err = k.r.tx.QueryContext(k.r.ctx, "SELECT body FROM leaf WHERE volume = ? ORDER BY word, number", k.volume); err != nil {
				return err
			}
		}
		if !k.rows.Next() {
			k.ended = true
			return k.rows.Err()
		}
		if err := k.rows.Scan(&k.body); err != nil {
			return err
		}
	}
	k.piece, err = take(&k.body)
	return err
}

func (r *Reading) prepare(query string) (*sql.Stmt, error) {
	if s, ok := r.prepared[query]; ok {
		return s, nil
	}
	s, err := r.tx.PrepareContext(r.ctx, query)
	if err == nil {
		r.prepared[query] = s
	}
	return s, err
}

// oneRow is a row, or why there is none.
type oneRow struct {
	row *sql.Row
	err error
}

// Scan reads the row.
func (o oneRow) Scan(to ...any) error {
	if o.err != nil {
		return o.err
	}
	return o.row.Scan(to...)
}

func (r *Reading) row(query string, args ...any) oneRow {
	s, err := r.prepare(query)
	if err != nil {
		return oneRow{err: err}
	}
	return oneRow{row: s.QueryRowContext(r.ctx, args...)}
}

func (r *Reading) each(query string, args []any, fn func(*sql.Rows) error) error {
	s, err := r.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(r.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
