// Package problem is how Regard says that something cannot be done.
//
// There are six kinds of problem; every other error is internal and its text
// never leaves the log. A problem carries a code and parameters, never a
// sentence: the words, in the reader's language, are found by the edge in
// package locale. It names the field (and, in a batch, the row) that it is
// about, so that whoever sent it can mend it.
package problem

import (
	"errors"
	"fmt"
	"maps"
)

// Kind says what sort of problem it is; edges turn it into a status.
type Kind int

// The six kinds, and Internal for all that is none of them.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Unavailable
)

// String returns the kind as it stands in logs.
func (k Kind) String() string {
	return [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "unavailable"}[k]
}

// Params are what the words of a problem mention.
type Params map[string]any

// Problem is an error that its reader can do something about.
type Problem struct {
	Kind   Kind
	Code   string // stable, lower case, dotted: "interaction.channel_unknown"
	Field  string // the field it is about, as the API names it; may be empty
	Params Params
	Cause  error // for the log only
}

// New makes a problem of a kind.
func New(kind Kind, code string, params Params) *Problem {
	return &Problem{Kind: kind, Code: code, Params: params}
}

// Field makes an Invalid problem about one field.
func Field(field, code string, params Params) *Problem {
	return &Problem{Kind: Invalid, Code: code, Field: field, Params: params}
}

// Missing says that nothing of that kind has that id or key.
func Missing(noun, id string) *Problem {
	return &Problem{Kind: NotFound, Code: "not_found", Params: Params{"noun": noun, "id": id}}
}

// Because returns the problem with its cause, which goes to the log.
func (p *Problem) Because(err error) *Problem {
	q := *p
	q.Cause = err
	return &q
}

// With returns the problem with one more parameter.
func (p *Problem) With(name string, value any) *Problem {
	q := *p
	q.Params = maps.Clone(p.Params)
	if q.Params == nil {
		q.Params = Params{}
	}
	q.Params[name] = value
	return &q
}

// Error returns the problem as the log shows it.
func (p *Problem) Error() string {
	s := p.Code
	if p.Field != "" {
		s += " (" + p.Field + ")"
	}
	if len(p.Params) > 0 {
		s += fmt.Sprintf(" %v", map[string]any(p.Params))
	}
	if p.Cause != nil {
		s += ": " + p.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Cause }

// Of returns the problem in err's chain, or nil where there is none.
func Of(err error) *Problem {
	p, _ := errors.AsType[*Problem](err)
	return p
}

// KindOf returns the kind of the problem in err's chain; Internal where there is none.
func KindOf(err error) Kind {
	if p := Of(err); p != nil {
		return p.Kind
	}
	return Internal
}

// Wrap puts the name of a function before *err, so that an error's text reads
// as the path to it. It is deferred at the top of the function.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}

// At returns the problem as one about a field.
func (p *Problem) At(field string) *Problem {
	q := *p
	q.Field = field
	return &q
}
