package database

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"regard/internal/platform/problem"
)

// bind turns arguments into what the driver takes: times into microseconds on
// SQLite, the zero time into NULL, lists into JSON on SQLite (where the
// translator made "= ANY($n)" read json_each), JSON into text.
func (db *DB) bind(args []any) ([]any, error) {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = db.bindOne(a)
		if f, ok := out[i].(failing); ok {
			return nil, f.err // said here, for a connection does not outlive what it cannot send
		}
	}
	return out, nil
}

func (db *DB) bindOne(a any) any {
	switch a := a.(type) {
	case nil, int64, int, float64, bool:
		return a
	case string:
		if strings.IndexByte(a, 0) >= 0 { // PostgreSQL refuses it; SQLite must not differ
			return failing{problem.New(problem.Invalid, "field.bytes", nil)}
		}
		return a
	case time.Time:
		if a.IsZero() {
			return nil
		}
		if db.Dialect == SQLite {
			return a.UnixMicro()
		}
		return a.UTC().Truncate(time.Microsecond)
	case *time.Time:
		if a == nil {
			return nil
		}
		return db.bindOne(*a)
	case *JSONValue:
		s, err := a.text()
		if err != nil {
			return failing{err}
		}
		return s
	case json.RawMessage:
		if len(a) == 0 {
			return nil
		}
		return string(a)
	case []byte:
		return a
	}
	if v := reflect.ValueOf(a); v.Kind() == reflect.Slice {
		return db.bindList(v)
	} else if v.Kind() == reflect.String {
		return v.String()
	} else if v.CanInt() {
		return v.Int()
	}
	return a
}

func (db *DB) bindList(v reflect.Value) any {
	if db.Dialect == SQLite {
		b, err := json.Marshal(v.Interface())
		if err != nil {
			return failing{err}
		}
		if v.IsNil() {
			return "[]"
		}
		return string(b)
	}
	switch v.Type().Elem().Kind() {
	case reflect.String:
		list := make([]string, v.Len())
		for i := range list {
			list[i] = v.Index(i).String()
		}
		return list
	case reflect.Int64:
		list := make([]int64, v.Len())
		for i := range list {
			list[i] = v.Index(i).Int()
		}
		return list
	}
	return v.Interface()
}

// failing is an argument that could not be bound.
type failing struct{ err error }
