package api

import (
	"context"
	"net/http"
	"strconv"

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
	allowed(a, route{"POST", "/api/v1/interactions", company.RecordInteraction, "Interactions", "record-interaction", "Record one interaction", 200},
		func(ctx context.Context, who company.Actor, in *struct {
			IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"stands for source_ref where that is not given"`
			History        bool   `query:"history" doc:"true for a load of what is past: it is history and wakes nothing, also what happened within the last day"`
			Body           interaction.Draft
		}) (*Body[Recorded], error) {
			if in.Body.SourceRef == "" && in.IdempotencyKey != "" {
				in.Body.SourceRef = "idempotency-key:" + in.IdempotencyKey
			}
			got, err := a.intake.Record(ctx, who, []interaction.Draft{in.Body}, origin(in.History))
			if err != nil {
				return nil, err
			}
			if got[0].Problem != nil {
				return nil, got[0].Problem
			}
			return answer(shownOutcome(got[0])), nil
		})
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
