// Package api is Regard for other programs: JSON over HTTP under /api/v1.
//
// Every operation is registered through one adapter, which checks who calls
// against the table of roles and scopes, opens the transaction, and turns
// problems into RFC 9457 answers that name the field and the remedy and never
// internals. The operations are the same verbs that the pages call.
package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"strings"
	"sync/atomic"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
	"regard/internal/platform/sign"
)

// Options are what the API needs.
type Options struct {
	Office *company.Office
	Key    sign.Key
	Log    *slog.Logger
	Rate   int                // requests a second that one caller may make; 0: unlimited
	Words  *words.Index       // what was said; nil: nothing of that is found
	Note   func(card.Opening) // who opened whose card, once the answer is sent; nil: nobody asks

	Reads   *gate.Gate // what reads, by the request; nil: always open
	Writes  *gate.Gate // what writes, by the bytes of its body; nil: always open
	Streams *gate.Gate // streams of interactions, for as long as they last; nil: always open
	Body    int64      // bytes that a batch may have; 0: 64 MiB

	Strangers *gate.Turnstile // whom no key lets in, by address; nil: always open
	Proxies   gate.Proxies    // whose word is taken for whence a request comes
}

// API serves /api/v1 and /openapi.json.
type API struct {
	Options
	huma    huma.API
	touches *company.Touches
	intake  *interaction.Intake
	mux     *http.ServeMux
	limits  limits
	streams atomic.Int64 // that are read at this moment
	openapi []byte
	routes  map[string]company.Operation // "METHOD /path" → operation
}

// Version is the API's version, as its description says it.
const Version = "1.0.0"

// New makes the API.
func New(o Options) *API {
	a := &API{Options: o, mux: http.NewServeMux(), limits: newLimits(o.Rate), touches: company.NewTouches(o.Log), intake: interaction.NewIntake(o.Office), routes: map[string]company.Operation{}}
	huma.NewError = newError
	config := huma.DefaultConfig("Regard", Version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks, config.Transformers = nil, nil
	config.Formats = map[string]huma.Format{"application/json": {Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: readJSON}}
	config.Formats["json"] = config.Formats["application/json"]
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Info.Description = "Customer experience management: interactions, customers, impressions and relationships."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", Description: "An API key (Settings, API keys)"}}
	a.huma = humago.New(a.mux, config)
	a.interactions()
	a.words()
	a.bystanders()
	a.customers()
	a.openings()
	a.privacy()
	a.merging()
	a.corrections()
	a.organisation()
	a.figures()
	a.configuration()
	a.outgoing()
	a.coverage()
	a.access()
	a.journal()
	text, err := json.MarshalIndent(a.huma.OpenAPI(), "", "  ")
	if err != nil {
		panic(err) // the types of this package do not fit a description
	}
	a.openapi = text
	return a
}

// OpenAPI returns the API's description (OpenAPI 3.1).
func (a *API) OpenAPI() []byte { return a.openapi }

// Routes returns every route with the operation that it needs.
func (a *API) Routes() map[string]company.Operation { return a.routes }

// ServeHTTP authenticates, limits and serves.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/openapi.json" {
		w.Header().Set("Content-Type", "application/json")
		w.Write(a.openapi)
		return
	}
	who, touch, err := a.authenticate(r)
	if err != nil {
		a.refuse(w, r, a.stranger(r, err))
		return
	}
	if err := a.limits.take(w, who, r); err != nil {
		a.refuse(w, r, err)
		return
	}
	if _, pattern := a.mux.Handler(r); pattern != "" {
		done, err := a.pass(r)
		if err != nil {
			a.refuse(w, r, err)
			return
		}
		defer done()
		w.Header().Set("Cache-Control", "no-store")
		caller := &caller{Actor: who}
		a.mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, caller)))
		a.finish(r.Context(), caller, touch)
		return
	}
	a.refuse(w, r, problem.New(problem.NotFound, "page.missing", nil))
}

// schemaName names a type in the description. Types of other rooms carry the
// room's name, so that company's, customer's and interaction's Draft differ.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	room := path.Base(t.PkgPath())
	if t.Name() == "" || room == "api" || strings.Contains(t.Name(), "[") || !strings.HasPrefix(t.PkgPath(), "regard/") {
		return name
	}
	return strings.ToUpper(room[:1]) + room[1:] + name
}

// caller is who asks, and whose card he opened by it.
type caller struct {
	company.Actor
	opened *card.Opening
}

type callerKey struct{}

func actor(ctx context.Context) company.Actor {
	if who, ok := ctx.Value(callerKey{}).(*caller); ok {
		return who.Actor
	}
	return company.Nobody
}

// opened keeps that a card was opened, to be noted when the answer is sent.
func opened(ctx context.Context, o card.Opening) {
	if who, ok := ctx.Value(callerKey{}).(*caller); ok {
		who.opened = &o
	}
}

// finish does what is left to do when the answer has been written, so that no
// card waits for a writer.
func (a *API) finish(ctx context.Context, who *caller, touch company.Touch) {
	a.touches.Begin(ctx, touch)
	if who.opened != nil && a.Note != nil {
		a.Note(*who.opened)
	}
}

func (a *API) authenticate(r *http.Request) (company.Actor, company.Touch, error) {
	scheme, key, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return company.Nobody, nil, problem.New(problem.Unauthenticated, "sign_in.needed", nil)
	}
	return company.RecogniseKey(r.Context(), a.Office, strings.TrimSpace(key))
}

// route says what an operation of the API is called and needs.
type route struct {
	method, path string
	op           company.Operation
	tag, id      string
	summary      string
	status       int
}

func (a *API) describe(r route) huma.Operation {
	a.routes[r.method+" "+r.path] = r.op
	o := huma.Operation{OperationID: r.id, Method: r.method, Path: r.path, Summary: r.summary, Tags: []string{r.tag}, DefaultStatus: r.status,
		Security: []map[string][]string{{"key": {}}}, Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}}
	o.Description = "Needs the scope " + company.ScopeOf(r.op) + "."
	return o
}

// view registers an operation that only reads.
func view[I, O any](a *API, r route, fn func(ctx context.Context, tx *company.Tx, in *I) (*O, error)) {
	register(a, r, a.Office.View, fn)
}

// update registers an operation that changes something.
func update[I, O any](a *API, r route, fn func(ctx context.Context, tx *company.Tx, in *I) (*O, error)) {
	register(a, r, a.Office.Update, fn)
}

type transaction func(ctx context.Context, who company.Actor, fn func(*company.Tx) error) error

func register[I, O any](a *API, r route, run transaction, fn func(ctx context.Context, tx *company.Tx, in *I) (*O, error)) {
	allowed(a, r, func(ctx context.Context, who company.Actor, in *I) (out *O, err error) {
		err = run(ctx, who, func(tx *company.Tx) (err error) {
			out, err = fn(ctx, tx, in)
			return err
		})
		return out, err
	})
}

// allowed registers an operation for whoever may.
func allowed[I, O any](a *API, r route, fn func(ctx context.Context, who company.Actor, in *I) (*O, error)) {
	huma.Register(a.huma, a.describe(r), func(ctx context.Context, in *I) (out *O, err error) {
		who := actor(ctx)
		if err = who.Allow(r.op); err == nil {
			out, err = fn(ctx, who, in)
		}
		if err != nil {
			return nil, a.answer(ctx, err)
		}
		return out, nil
	})
}
