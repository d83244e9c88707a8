package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"regard/internal/edge/inbound"
	"regard/internal/know/company"
)

// pages is one thing that can be exported.
type pages struct {
	columns []string
	from    func(since time.Time) func(ctx context.Context, tx *company.Tx) (rows []line, more bool, err error)
}

// line is one row as it goes out.
type line struct {
	object any   // as NDJSON
	cells  []any // as CSV, in the order of the columns
}

// sheet writes rows in one of the formats.
type sheet struct {
	csv  *csv.Writer
	json *json.Encoder
	row  []string
}

func newSheet(format string, w io.Writer) *sheet {
	if format == "ndjson" {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return &sheet{json: e}
	}
	return &sheet{csv: csv.NewWriter(w)}
}

func (s *sheet) begin(columns []string) error {
	if s.csv == nil {
		return nil
	}
	return s.csv.Write(columns)
}

func (s *sheet) write(rows []line) error {
	for _, r := range rows {
		if s.csv == nil {
			if err := s.json.Encode(r.object); err != nil {
				return err
			}
			continue
		}
		s.row = s.row[:0]
		for _, c := range r.cells {
			text, err := cell(c)
			if err != nil {
				return err
			}
			s.row = append(s.row, text)
		}
		if err := s.csv.Write(s.row); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) end() error {
	if s.csv == nil {
		return nil
	}
	s.csv.Flush()
	return s.csv.Error()
}

// said leaves a cell empty where the source did not say.
func said[T comparable](v T) any {
	var nothing T
	if v == nothing {
		return nil
	}
	return v
}

// cell writes a value as a cell; whatever may hold somebody's text is guarded
// against being taken for a formula, and what is nothing is left empty.
func cell(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return inbound.Guard(v), nil
	case nil:
		return "", nil
	case time.Time:
		if v.IsZero() {
			return "", nil
		}
		return v.UTC().Format(time.RFC3339Nano), nil
	case *time.Time:
		if v == nil {
			return "", nil
		}
		return cell(*v)
	case *float64:
		if v == nil {
			return "", nil
		}
		return strconv.FormatFloat(*v, 'g', -1, 64), nil // as it was said
	case float64:
		return strconv.FormatFloat(v, 'g', 10, 64), nil // computed: nobody wants its rounding errors
	case fmt.Stringer:
		return v.String(), nil
	case int, int64, bool:
		return fmt.Sprint(v), nil
	}
	text, err := json.Marshal(v)
	if s := string(text); s == "null" || s == "[]" || s == "{}" {
		return "", err
	}
	return inbound.Guard(string(text)), err
}
