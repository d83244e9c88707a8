package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// Recorded answers one interaction.
type Recorded struct {
	Status     interaction.Status `json:"status" enum:"recorded,duplicate,refused"`
	ID         string             `json:"id,omitempty" example:"int_0c1x8m2k4q9rt"`
	CustomerID string             `json:"customer_id,omitempty"`
	Changed    bool               `json:"changed,omitempty" doc:"a duplicate whose content differs from what was recorded: nothing was overwritten"`
	Problem    *Problem           `json:"problem,omitempty" doc:"why it was refused"`
}

// BatchAnswer answers a batch, row by row.
type BatchAnswer struct {
	Recorded  int        `json:"recorded"`
	Duplicate int        `json:"duplicate"`
	Refused   int        `json:"refused"`
	News      int        `json:"news" doc:"how many of the recorded are news; the rest is history, which wakes nothing"`
	Results   []Recorded `json:"results"`
}

func shownOutcome(o interaction.Outcome) Recorded {
	r := Recorded{Status: o.Status, Changed: o.Changed}
	if o.Problem != nil {
		r.Problem = shown(o.Problem)
		r.Problem.Status = 0
		return r
	}
	r.ID, r.CustomerID = o.ID.String(), o.CustomerID.String()
	return r
}

// aboutHistory documents the parameter history.
const aboutHistory = "true for a load of what is past: it is history and wakes nothing, also what happened within the last day"

// origin says whether what is sent may be news.
func origin(history bool) interaction.Origin {
	if history {
		return interaction.Imported
	}
	return interaction.Live
}

// asHistory reads the parameter history where huma does not.
func asHistory(r *http.Request) (bool, error) {
	said := r.URL.Query().Get("history")
	if said == "" {
		return false, nil
	}
	history, err := strconv.ParseBool(said)
	if err != nil {
		return false, problem.Field("history", "field.malformed", problem.Params{"why": "true or false is expected"})
	}
	return history, nil
}

func (a *API) interactions() {
	a.one()
	a.batch()
	a.stream()
	view(a, route{"GET", "/api/v1/interactions/{id}", company.SeeCustomer, "Interactions", "get-interaction", "An interaction", 200}, a.oneInteraction)
	update(a, route{"DELETE", "/api/v1/interactions/{id}", company.VoidInteraction, "Interactions", "void-interaction", "Void an interaction: out of everything that is counted and shown", 204},
		func(ctx context.Context, tx *company.Tx, in *struct {
			ByID
			Reason string `query:"reason" default:"not said" maxLength:"500" doc:"why; it is kept with the correction, which can be taken back"`
		}) (*struct{}, error) {
			id, err := interaction.ParseID(in.ID)
			if err != nil {
				return nil, err
			}
			_, err = interaction.Void(ctx, tx, id, in.Reason)
			return nil, err
		})
}

// one is served without huma like the batch, whose rows are read the same way: most
// of what a single post takes would be reading it.
func (a *API) one() {
	const path = "/api/v1/interactions"
	o := a.describe(route{"POST", path, company.RecordInteraction, "Interactions", "record-interaction", "Record one interaction", 200})
	registry := a.huma.OpenAPI().Components.Schemas
	longest := longestKey
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: registry.Schema(typeOf[interaction.Draft](), true, "")}}}
	o.Parameters = append(o.Parameters,
		&huma.Param{Name: keyHeader, In: "header", Description: "stands for source_ref where that is not given", Schema: &huma.Schema{Type: "string", MaxLength: &longest}},
		&huma.Param{Name: "history", In: "query", Description: aboutHistory, Schema: &huma.Schema{Type: "boolean"}})
	o.Responses = map[string]*huma.Response{"200": {Description: "Recorded, or known already",
		Content: map[string]*huma.MediaType{"application/json": {Schema: registry.Schema(typeOf[Recorded](), true, "")}}}}
	a.problems(&o)
	a.huma.OpenAPI().AddOperation(&o)
	a.mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		if err := a.recordOne(w, r); err != nil {
			a.refuse(w, r, err)
		}
	})
}

// problems describes what else than an answer may come, where huma does not.
func (a *API) problems(o *huma.Operation) {
	for _, status := range append(o.Errors, http.StatusUnprocessableEntity, http.StatusInternalServerError) {
		o.Responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status),
			Content: map[string]*huma.MediaType{"application/problem+json": {Schema: a.huma.OpenAPI().Components.Schemas.Schema(typeOf[Problem](), true, "")}}}
	}
}

const (
	keyHeader  = "Idempotency-Key"
	longestKey = 200 // runes
)

// recordOne records a body's interaction.
func (a *API) recordOne(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	who := actor(ctx)
	if err := who.Allow(company.RecordInteraction); err != nil {
		return err
	}
	history, err := asHistory(r)
	if err != nil {
		return err
	}
	if r.Header.Get("Content-Type") != "" || r.Header.Get("Content-Encoding") != "" {
		if _, err := mediaType(r, "application/json"); err != nil {
			return err
		}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRow))
	if _, long := errors.AsType[*http.MaxBytesError](err); long {
		return tooLong()
	}
	if err != nil {
		return malformed(err)
	}
	var d interaction.Draft
	if err := interaction.Decode(body, &d); err != nil {
		return err
	}
	if key := r.Header.Get(keyHeader); d.SourceRef == "" && key != "" {
		if utf8.RuneCountInString(key) > longestKey {
			return problem.Field(keyHeader, "field.too_many_characters", problem.Params{"max": longestKey})
		}
		d.SourceRef = "idempotency-key:" + key
	}
	got, err := a.intake.Record(ctx, who, []interaction.Draft{d}, origin(history))
	if err != nil {
		return err
	}
	if got[0].Problem != nil {
		return got[0].Problem
	}
	return writeJSON(w, shownOutcome(got[0]))
}

// batch is served without huma, which would read a body whole and decode it
// twice; it is described like the others.
func (a *API) batch() {
	const path = "/api/v1/interactions/batch"
	o := a.describe(route{"POST", path, company.RecordInteraction, "Interactions", "record-interactions", "Record up to 10,000 interactions", 200})
	o.Description += " A row that is refused says why and spoils no other; what was sent before is a duplicate."
	registry := a.huma.OpenAPI().Components.Schemas
	row := huma.SchemaFromType(registry, typeOf[interaction.Draft]())
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/json":     {Schema: &huma.Schema{Type: "array", Items: row}},
		"application/x-ndjson": {Schema: row},
	}}
	o.Parameters = append(o.Parameters, &huma.Param{Name: "history", In: "query", Description: aboutHistory, Schema: &huma.Schema{Type: "boolean"}})
	o.Responses = map[string]*huma.Response{"200": {Description: "Every row answered, in order",
		Content: map[string]*huma.MediaType{"application/json": {Schema: huma.SchemaFromType(registry, typeOf[BatchAnswer]())}}}}
	a.problems(&o)
	a.huma.OpenAPI().AddOperation(&o)
	a.mux.HandleFunc("POST "+path, func(w http.ResponseWriter, r *http.Request) {
		if err := a.recordBatch(w, r); err != nil {
			a.refuse(w, r, err)
		}
	})
}

// streamPath is where interactions come as a stream.
const streamPath = "/api/v1/interactions/stream"

// stream is served without huma, which would read a body whole.
func (a *API) stream() {
	o := a.describe(route{"POST", streamPath, company.RecordInteraction, "Interactions", "stream-interactions", "Record any number of interactions, each answered when it is recorded", 200})
	o.Description += " Lines are read, recorded and answered at the same time, in their order, and the last line of the answer says what became of all. Whoever does not take the answers, or sends less than 16 KiB a second for long, is cut off. Without a last line, rows that were not answered may be recorded or not: to send them again is safe."
	registry := a.huma.OpenAPI().Components.Schemas
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/x-ndjson": {Schema: huma.SchemaFromType(registry, typeOf[interaction.Draft]())}}}
	o.Parameters = append(o.Parameters, &huma.Param{Name: "history", In: "query", Description: aboutHistory, Schema: &huma.Schema{Type: "boolean"}},
		&huma.Param{Name: "answers", In: "query", Description: "refused for answers to refused rows alone, and the last line", Schema: &huma.Schema{Type: "string", Enum: []any{"all", "refused"}, Default: "all"}})
	line := &huma.Schema{OneOf: []*huma.Schema{huma.SchemaFromType(registry, typeOf[StreamAnswer]()), huma.SchemaFromType(registry, typeOf[StreamEnd]())}}
	o.Responses = map[string]*huma.Response{"200": {Description: "A line a row, in order, and a last line", Content: map[string]*huma.MediaType{"application/x-ndjson": {Schema: line}}}}
	a.problems(&o)
	a.huma.OpenAPI().AddOperation(&o)
	a.mux.HandleFunc("POST "+streamPath, func(w http.ResponseWriter, r *http.Request) {
		if err := a.recordStream(w, r); err != nil {
			a.refuse(w, r, err)
		}
	})
}

func (a *API) oneInteraction(ctx context.Context, tx *company.Tx, in *ByID) (*Body[Entry], error) {
	id, err := interaction.ParseID(in.ID)
	if err != nil {
		return nil, err
	}
	i, err := interaction.Find(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	if !i.VoidedAt.IsZero() {
		return nil, problem.Missing("interaction", id.String())
	}
	return a.entry(ctx, tx, i)
}
