// Package exact reads JSON as it was said, or says where it cannot be.
//
// Readers of JSON like to mend in silence: of two members of one name the last
// wins, half of a surrogate pair becomes U+FFFD, 2^53+1 becomes 2^53, and
// "Text" fills the field text. What a stranger sends is refused instead, with a
// problem that names the field, so that nothing else is kept than was said.
package exact

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	v2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"regard/internal/platform/problem"
)

// MaxDepth is how many lists and objects may lie in one another.
const MaxDepth = 32

// strict lets through only what fits: fields that are known, by their names.
var strict = v2.RejectUnknownMembers(true)

// Unmarshal reads one JSON value into v, as encoding/json's tags have it. A
// field that v does not have is a slip, and so is anything behind the value.
// What it returns is a problem that names the field, lists' places left out:
// "identifiers.kind".
func Unmarshal(raw []byte, v any) error {
	if err := v2.Unmarshal(raw, v, strict); err != nil {
		return refusal(err)
	}
	if doubtful(raw) {
		return walk(raw)
	}
	return nil
}

// Check tells whether raw holds nothing that a reader of JSON would mend in
// silence, whatever it is read into; the problem that it returns names the field.
func Check(raw []byte) error { return walk(raw) }

// doubtful tells quickly whether a JSON value may be too deep or hold a whole
// number that is not kept exactly; what stands in texts counts too.
func doubtful(raw []byte) bool {
	depth, digits := 0, 0
	for _, c := range raw {
		if c >= '0' && c <= '9' {
			if digits++; digits >= exactDigits {
				return true
			}
			continue
		}
		digits = 0
		switch c {
		case '[', '{':
			if depth++; depth > MaxDepth {
				return true
			}
		case ']', '}':
			depth--
		}
	}
	return false
}

// exactDigits is how many digits 2^53 has: a number of fewer is kept exactly.
const exactDigits = 16

// walk goes through values token by token.
func walk(raw []byte) error {
	d := jsontext.NewDecoder(bytes.NewReader(raw))
	for {
		t, err := d.ReadToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return refusal(err)
		}
		switch {
		case d.StackDepth() > MaxDepth:
			return problem.Field(path(d.StackPointer()), "field.too_deep", problem.Params{"max": MaxDepth})
		case t.Kind() == '0' && !isExact(t.String()):
			return problem.Field(path(d.StackPointer()), "field.inexact", nil)
		}
	}
}

// isExact tells whether a JSON number is what a float64 holds of it, as far as
// it is a whole number in digits; what is written with a point or an exponent
// is a measurement.
func isExact(number string) bool {
	if strings.ContainsAny(number, ".eE") {
		_, err := strconv.ParseFloat(number, 64)
		return err == nil
	}
	n, err := strconv.ParseInt(number, 10, 64)
	return err == nil && n >= -1<<53 && n <= 1<<53
}

// refusal turns what a decoder says into a problem. It holds no value: those are
// the customers' own.
func refusal(err error) error {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return malformed(e)
	}
	e, ok := errors.AsType[*v2.SemanticError](err)
	if !ok {
		return noJSON("", "it ends too early")
	}
	if errors.Is(err, v2.ErrUnknownName) {
		name := e.JSONPointer.LastToken()
		return problem.Field(clip(name), "api.field_unknown", problem.Params{"value": clip(name)})
	}
	why := "it cannot be read"
	if e.GoType != nil {
		why = expected(e.GoType) + " is expected"
		if kind := found[e.JSONKind]; kind != "" && kind != expected(e.GoType) {
			why += ", not " + kind
		}
	}
	return problem.Field(path(e.JSONPointer), "api.field_type", problem.Params{"why": why})
}

func malformed(e *jsontext.SyntacticError) error {
	field, why := path(e.JSONPointer), e.Err.Error()
	switch {
	case errors.Is(e, jsontext.ErrDuplicateName):
		return problem.Field(field, "field.twice", nil)
	case strings.Contains(why, "UTF-8"), strings.Contains(why, "surrogate"):
		return problem.Field(field, "field.bytes", nil)
	case strings.Contains(why, "max depth"):
		return problem.Field(field, "field.too_deep", problem.Params{"max": MaxDepth})
	case errors.Is(e, io.ErrUnexpectedEOF):
		return noJSON(field, "it ends too early")
	}
	return noJSON(field, "something stands where it may not, at byte "+strconv.FormatInt(e.ByteOffset+1, 10))
}

func noJSON(field, why string) error {
	return problem.Field(field, "api.field_type", problem.Params{"why": "it is no JSON: " + why})
}

// found says what a value is.
var found = map[jsontext.Kind]string{'n': "null", 't': "true", 'f': "false", '"': "a string", '0': "a number", '{': "an object", '[': "a list"}

// expected says in JSON's words what a Go type holds.
func expected(t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "a time (RFC 3339)"
	case t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64:
		return "a whole number of fewer than 19 digits"
	case t.Kind() == reflect.Float64:
		return "a number that a computer can hold"
	case t.Kind() == reflect.Slice:
		return "a list"
	case t.Kind() == reflect.Map, t.Kind() == reflect.Struct:
		return "an object"
	case t.Kind() == reflect.Bool:
		return "true or false"
	}
	return "a string"
}

// path writes a JSON pointer as problems name fields.
func path(p jsontext.Pointer) string {
	var names []string
	for name := range p.Tokens() {
		if _, err := strconv.Atoi(name); err != nil {
			names = append(names, clip(name))
		}
	}
	return strings.Join(names, ".")
}

// clip shortens a name that a stranger chose.
func clip(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
