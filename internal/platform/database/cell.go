package database

import (
	"fmt"
	"time"
)

// Cell is one value of a row of any table. Which field holds it is told by its
// column's kind: Int for bigint, boolean (0 or 1) and timestamptz (microseconds
// since 1970), Float for double precision, Text for text and jsonb.
type Cell struct {
	Null  bool
	Int   int64
	Float float64
	Text  []byte
}

// Scan implements sql.Scanner: it takes a value as either driver gives it.
func (c *Cell) Scan(src any) error {
	c.Null = src == nil
	switch v := src.(type) {
	case nil:
	case int64:
		c.Int, c.Float = v, float64(v) // SQLite keeps a whole number in a column of doubles as one
	case float64:
		c.Float = v
	case bool:
		if c.Int = 0; v {
			c.Int = 1
		}
	case string:
		c.Text = append(c.Text[:0], v...)
	case []byte:
		c.Text = append(c.Text[:0], v...)
	case time.Time:
		c.Int = v.UnixMicro()
	default:
		return fmt.Errorf("no table holds a %T", src)
	}
	return nil
}

// bound returns the value as a driver takes it.
func (c *Cell) bound(kind string, d Dialect) any {
	switch {
	case c.Null:
		return nil
	case kind == "double precision":
		return c.Float
	case kind == "text" || kind == "jsonb":
		return string(c.Text)
	case kind == "boolean" && d == PostgreSQL:
		return c.Int != 0
	case kind == "timestamptz" && d == PostgreSQL:
		return time.UnixMicro(c.Int).UTC()
	}
	return c.Int
}
