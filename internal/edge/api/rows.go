package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

const (
	maxRows          = 10_000
	maxBody          = 64 << 20 // bytes
	rowsATransaction = 500
)

// rows reads a batch row by row: the elements of a JSON array, or the lines of
// NDJSON, of which a broken one spoils no other.
type rows struct {
	json  *json.Decoder // nil for NDJSON
	lines *bufio.Reader
	ended bool
}

func openRows(w http.ResponseWriter, r *http.Request) (*rows, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && kind != "application/x-ndjson" || r.Header.Get("Content-Encoding") != "" {
		return nil, problem.New(problem.Invalid, "api.media_type", problem.Params{"known": "application/json or application/x-ndjson, not compressed"})
	}
	body := http.MaxBytesReader(w, r.Body, maxBody)
	if kind == "application/x-ndjson" {
		return &rows{lines: bufio.NewReaderSize(body, 64<<10)}, nil
	}
	rs := &rows{json: json.NewDecoder(body)}
	t, err := rs.json.Token()
	if err != nil {
		return nil, malformed(err)
	}
	if t != json.Delim('[') {
		return nil, problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": "an array is expected"})
	}
	return rs, nil
}

// next reads a row into d; false at the end. A problem with true is the row's
// own, and the next row can be read; one with false is the body's.
func (rs *rows) next(d *interaction.Draft) (bool, error) {
	if rs.ended {
		return false, nil
	}
	if rs.lines != nil {
		return rs.nextLine(d)
	}
	if !rs.json.More() {
		rs.ended = true
		if _, err := rs.json.Token(); err != nil {
			return false, malformed(err)
		}
		if _, err := rs.json.Token(); err != io.EOF {
			return false, problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": "something follows the array"})
		}
		return false, nil
	}
	var raw json.RawMessage
	if err := rs.json.Decode(&raw); err != nil {
		rs.ended = true
		return false, malformed(err)
	}
	return true, interaction.Decode(raw, d)
}

func (rs *rows) nextLine(d *interaction.Draft) (bool, error) {
	for !rs.ended {
		line, err := rs.lines.ReadBytes('\n')
		if rs.ended = err != nil; rs.ended && err != io.EOF {
			return false, malformed(err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return true, interaction.Decode(line, d)
		}
	}
	return false, nil
}

// malformed says why a body cannot be read on.
func malformed(err error) error {
	if e, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return problem.New(problem.Invalid, "api.body_too_large", problem.Params{"max": number(int(e.Limit>>20)) + " MiB"})
	}
	why := "it ends too early"
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		why = e.Error() + " at byte " + number(int(e.Offset))
	}
	return problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": why})
}

func writeJSON(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(v)
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// entry shows an interaction in its place.
func (a *API) entry(ctx context.Context, tx *company.Tx, i interaction.Interaction) (*Body[Entry], error) {
	p, err := customer.Find(ctx, tx, i.CustomerID)
	if err != nil {
		return nil, err
	}
	d, law, err := terms(ctx, tx)
	if err != nil {
		return nil, err
	}
	t, err := card.History(ctx, tx, p, card.Filter{}, interaction.Cursor{At: i.OccurredAt, ID: i.ID + 1}, 1)
	if err != nil {
		return nil, err
	}
	for _, e := range t.Entries {
		if e.ID == i.ID {
			return answer(shownEntry(e, d, law)), nil
		}
	}
	return answer(shownEntry(card.Entry{Interaction: i}, d, law)), nil
}
