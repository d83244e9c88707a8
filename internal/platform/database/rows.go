package database

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"regard/internal/platform/problem"
)

// Rows are the rows of a query.
type Rows struct{ rows cursor }

// cursor is what database/sql's rows and pgx's have in common.
type cursor interface {
	Next() bool
	Scan(dest ...any) error
	Close() error
	Err() error
}

// Next goes to the next row.
func (r *Rows) Next() bool { return r.rows.Next() }

// Close ends the query.
func (r *Rows) Close() error { return r.rows.Close() }

// Err returns what ended the rows early.
func (r *Rows) Err() error { return r.rows.Err() }

// Scan reads the row's columns. A time column fills a time.Time, NULL the
// zero one; a NULL text or number leaves "" or 0.
func (r *Rows) Scan(dest ...any) error {
	for i, d := range dest {
		switch d := d.(type) {
		case *time.Time:
			dest[i] = (*timeScanner)(d)
		case *string:
			dest[i] = (*textScanner)(d)
		case *int64:
			dest[i] = (*intScanner)(d)
		}
	}
	return r.rows.Scan(dest...)
}

// Row is the one row of a query.
type Row struct {
	rows *Rows
	err  error
}

// Scan reads the row; sql.ErrNoRows (see None) where there is none.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return sql.ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}

// Found turns "no rows" into the problem that nothing of that kind has that id.
func Found(err error, noun, id string) error {
	if err == sql.ErrNoRows {
		return problem.Missing(noun, id)
	}
	return err
}

// None tells whether err says that a query had no row.
func None(err error) bool { return err == sql.ErrNoRows }

type timeScanner time.Time

func (t *timeScanner) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t = timeScanner{}
	case int64:
		*t = timeScanner(time.UnixMicro(v).UTC())
	case time.Time:
		*t = timeScanner(v.UTC())
	default:
		return fmt.Errorf("%T is no time", v)
	}
	return nil
}

// ScanTimestamptz takes a time as pgx has it, which saves it making another thing first.
func (t *timeScanner) ScanTimestamptz(v pgtype.Timestamptz) error {
	*t = timeScanner{}
	if v.Valid {
		*t = timeScanner(v.Time.UTC())
	}
	return nil
}

type textScanner string

// ScanText is what ScanTimestamptz is for texts.
func (t *textScanner) ScanText(v pgtype.Text) error {
	*t = textScanner(v.String) // empty where it is NULL
	return nil
}

func (t *textScanner) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*t = ""
	case string:
		*t = textScanner(v)
	case []byte:
		*t = textScanner(v)
	default:
		return fmt.Errorf("%T is no text", v)
	}
	return nil
}

type intScanner int64

// ScanInt64 is what ScanTimestamptz is for whole numbers.
func (i *intScanner) ScanInt64(v pgtype.Int8) error {
	*i = intScanner(v.Int64) // 0 where it is NULL
	return nil
}

func (i *intScanner) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*i = 0
	case int64:
		*i = intScanner(v)
	default:
		return fmt.Errorf("%T is no whole number", v)
	}
	return nil
}

// JSON binds or scans a value as a jsonb column. NULL leaves the value as it is.
func JSON(v any) *JSONValue { return &JSONValue{v} }

// JSONValue is what JSON returns.
type JSONValue struct{ v any }

// Scan reads a jsonb column into the value.
func (j *JSONValue) Scan(src any) error {
	switch src := src.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(src), j.v)
	case []byte:
		return json.Unmarshal(src, j.v)
	}
	return fmt.Errorf("%T is no JSON", src)
}

// text returns the value as JSON text, for binding.
func (j *JSONValue) text() (string, error) {
	b, err := json.Marshal(j.v)
	return string(b), err
}
