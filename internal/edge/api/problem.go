package api

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"regard/internal/platform/exact"
	"regard/internal/platform/gate"
	"regard/internal/platform/locale"
	"regard/internal/platform/problem"
	"regard/internal/platform/secret"
)

// Problem is what went wrong, after RFC 9457.
type Problem struct {
	Type     string    `json:"type" doc:"always about:blank; code tells problems apart"`
	Title    string    `json:"title" doc:"the status in words"`
	Status   int       `json:"status,omitempty"`
	Code     string    `json:"code" doc:"stable; what to test for"`
	Field    string    `json:"field,omitempty" doc:"the field it is about"`
	Row      int       `json:"row,omitempty" doc:"of a batch that cannot be read to its end: the first row that was not read, from 1"`
	Detail   string    `json:"detail" doc:"what is wrong"`
	Remedy   string    `json:"remedy" doc:"what to do about it"`
	ErrorID  string    `json:"error_id,omitempty" doc:"where the log says more"`
	Problems []Problem `json:"problems,omitempty" doc:"each of several"`

	again int // seconds after which to come again
}

// Error makes it an error.
func (p *Problem) Error() string { return p.Code }

// GetStatus makes it an answer of huma's.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders says when to come again, where that helps.
func (p *Problem) GetHeaders() http.Header {
	if p.Status != http.StatusServiceUnavailable && p.Status != http.StatusTooManyRequests {
		return nil
	}
	return http.Header{"Retry-After": {number(max(1, p.again))}}
}

// ContentType is RFC 9457's.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

var statuses = map[problem.Kind]int{problem.Internal: 500, problem.Invalid: 422, problem.Unauthenticated: 401, problem.Forbidden: 403,
	problem.NotFound: 404, problem.Conflict: 409, problem.Unavailable: 503}

// shown turns an error into what the caller is told of it.
func shown(err error) *Problem {
	p, words := problem.Of(err), locale.Problem(err)
	if p == nil {
		p = problem.New(problem.Internal, "internal", nil)
	}
	status := statuses[p.Kind]
	switch p.Code {
	case "api.rate_limited", "address.many":
		status = http.StatusTooManyRequests
	case "api.body_slow":
		status = http.StatusRequestTimeout
	case "api.media_type":
		status = http.StatusUnsupportedMediaType
	case "api.body_too_large", "api.row_too_large":
		status = http.StatusRequestEntityTooLarge
	}
	out := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: p.Code, Field: p.Field, Detail: words.Wrong, Remedy: words.Remedy}
	out.again, _ = p.Params["seconds"].(int)
	if row, broken := p.Params["row"].(int); broken {
		before := locale.Problem(problem.New(problem.Invalid, "api.rows_before", p.Params))
		out.Row, out.Detail, out.Remedy = row, out.Detail+" "+before.Wrong, out.Remedy+" "+before.Remedy
	}
	return out
}

// answer logs what is ours, under an id that the caller is told, and returns
// the rest as it is shown.
func (a *API) answer(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) {
		return huma.NewError(499, "")
	}
	p := shown(err)
	if p.Status >= 500 && p.Code != gate.Overloaded { // of whom the gate turns away there may be very many: they are counted
		p.ErrorID = secret.NewToken("")[:10]
		a.Log.ErrorContext(ctx, "api", "error_id", p.ErrorID, "problem", err)
	}
	return p
}

// refuse writes a problem outside of huma.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := &Problem{}
	if !errors.As(a.answer(r.Context(), err), &p) {
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == 401 {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	maps.Copy(w.Header(), p.GetHeaders())
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p)
}

// newError turns what huma finds wrong with a request into our form.
func newError(status int, msg string, errs ...error) huma.StatusError {
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: "field.malformed", Detail: msg, Remedy: "See /docs for what is expected."}
	for _, err := range errs {
		if inexact := bodyProblem(err); inexact != nil {
			return inexact
		}
		var known *Problem
		if errors.As(err, &known) {
			return known
		}
		detail := &huma.ErrorDetail{Message: err.Error()}
		errors.As(err, &detail)
		one := Problem{Type: "about:blank", Title: p.Title, Code: "field.malformed", Field: field(detail.Location), Detail: detail.Message, Remedy: p.Remedy}
		if strings.HasPrefix(one.Detail, "unexpected property") {
			one.Code = "api.field_unknown"
		}
		p.Problems = append(p.Problems, one)
	}
	if len(p.Problems) > 0 {
		p.Code, p.Field, p.Detail = p.Problems[0].Code, p.Problems[0].Field, p.Problems[0].Detail
	}
	if len(p.Problems) == 1 {
		p.Problems = nil
	}
	if status >= 500 {
		p.Code, p.Detail = "internal", locale.Problem(nil).Wrong
		p.Problems = nil
	}
	return p
}

// bodyProblem says what exact finds wrong with a body, of which huma passes on
// only a text; nil where the body is not what is wrong.
func bodyProblem(err error) *Problem {
	d, ok := errors.AsType[*huma.ErrorDetail](err)
	if !ok || d.Location != "body" {
		return nil
	}
	body, ok := d.Value.(string)
	if !ok {
		return nil
	}
	if err := exact.Check([]byte(body)); err != nil {
		return shown(err)
	}
	if at := unfit.FindStringSubmatch(d.Message); at != nil {
		return shown(problem.Field(at[1], "api.field_type", problem.Params{"why": "it is no number that can be kept here"}))
	}
	return nil
}

// unfit is what encoding/json says of a number that its field cannot hold, where
// the description lets it pass.
var unfit = regexp.MustCompile(`^json: cannot unmarshal number .* into Go struct field \w+\.([\w.]+) of type`)

// readJSON reads a body for huma, which reads it twice: into anything, to hold
// it against the description, and into the operation's own type.
func readJSON(body []byte, v any) error {
	if _, first := v.(*any); first {
		if err := exact.Check(body); err != nil {
			return err
		}
	}
	return json.Unmarshal(body, v)
}

// field names a field without where in the request it stood.
func field(location string) string {
	for _, prefix := range []string{"body.", "query.", "path.", "header."} {
		if rest, ok := strings.CutPrefix(location, prefix); ok {
			return rest
		}
	}
	if location == "body" {
		return ""
	}
	return location
}

func number(n int) string { return strconv.Itoa(n) }
