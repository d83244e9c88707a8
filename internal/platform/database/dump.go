package database

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"regard/internal/platform/problem"
)

// TablesWith returns the tables that have a column, by name.
func TablesWith(column string) (tables []string) {
	for _, t := range slices.Sorted(maps.Keys(columnTypes)) {
		if _, has := columnTypes[t][column]; has {
			tables = append(tables, t)
		}
	}
	return tables
}

// Dump returns the rows of a table in which a column is one of a list (of ids or
// texts), whole and as JSON has them: instants in RFC 3339, ids as texts,
// because they are longer than JavaScript's numbers. Table and column are names
// in the schema.
func (tx *Tx) Dump(ctx context.Context, table, column string, in any) (list []map[string]any, err error) {
	defer problem.Wrap(&err, "database.Dump %s", table)
	columnType(table, column) // panics where there is none
	columns := slices.Sorted(maps.Keys(columnTypes[table]))
	rows, err := tx.Query(ctx, fmt.Sprintf("SELECT %s FROM %s WHERE %s = ANY($1)", strings.Join(columns, ", "), table, column), in)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		values, into := make([]anything, len(columns)), make([]any, len(columns))
		for i := range into {
			into[i] = &values[i]
		}
		if err := rows.rows.Scan(into...); err != nil {
			return nil, err
		}
		row := make(map[string]any, len(columns))
		for i, c := range columns {
			row[c] = dumped(columnTypes[table][c], values[i].v)
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// anything takes a value as drivers have it.
type anything struct{ v any }

// Scan implements sql.Scanner.
func (a *anything) Scan(v any) error {
	if b, ok := v.([]byte); ok {
		v = string(b) // the driver writes into it again
	}
	a.v = v
	return nil
}

// dumped returns a value of a type as JSON is to show it.
func dumped(kind string, v any) any {
	switch x := v.(type) {
	case int64:
		switch kind {
		case "timestamptz":
			return time.UnixMicro(x).UTC().Format(time.RFC3339Nano)
		case "boolean":
			return x != 0
		}
		return fmt.Sprint(x)
	case time.Time:
		return x.UTC().Format(time.RFC3339Nano)
	case string:
		if kind == "jsonb" {
			return json.RawMessage(x)
		}
	}
	return v
}
