package interaction

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"regard/internal/platform/problem"
)

// Decode reads one draft in the API's form, strictly: a field that we do not
// know is a slip, and so is anything behind the object. The problem that it
// returns names the field.
func Decode(raw []byte, d *Draft) error {
	if !utf8.Valid(raw) {
		return problem.Field("", "field.bytes", nil) // encoding/json would silently put U+FFFD for it
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	err := dec.Decode(d)
	if err == nil {
		if _, err := dec.Token(); err != io.EOF {
			return problem.Field("", "api.field_type", problem.Params{"why": "one object is expected, and something follows it"})
		}
		return nil
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		name = strings.Trim(name, `"`)
		return problem.Field(name, "api.field_unknown", problem.Params{"value": name})
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return problem.Field(e.Field, "api.field_type", problem.Params{"why": "a " + e.Type.String() + " is expected, not a " + e.Value})
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		why := "it is no JSON: it ends too early"
		if ok {
			why = "it is no JSON: " + e.Error()
		}
		return problem.Field("", "api.field_type", problem.Params{"why": why})
	}
	return problem.Field(wrongField(raw), "api.field_type", problem.Params{"why": "it cannot be read"})
}

// wrongField finds the field that cannot be decoded, by decoding each alone.
func wrongField(raw []byte) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return ""
	}
	for name, value := range fields {
		one, err := json.Marshal(map[string]json.RawMessage{name: value})
		if err == nil && json.Unmarshal(one, &Draft{}) != nil {
			return name
		}
	}
	return ""
}
