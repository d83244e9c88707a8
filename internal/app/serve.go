package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"regard/internal/act/card"
	"regard/internal/edge/api"
	"regard/internal/edge/web"
	"regard/internal/platform/gate"
	"regard/internal/platform/page"
)

// Serve serves on a listener, follows the journal and does jobs, until ctx
// ends; then it lets what is under way end, ten seconds at most.
func (a *App) Serve(ctx context.Context, l net.Listener) error {
	if a.claimed != nil {
		if err := note(a.claimed, "http://"+l.Addr().String()); err != nil {
			return err
		}
	}
	visitors, err := card.NewVisitors(a.Office, filepath.Join(a.Data, openingsDir), a.Log)
	if err != nil {
		return err
	}
	handler, err := a.Handler(visitors.Note)
	if err != nil {
		return errors.Join(err, visitors.Close())
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	followed := make(chan error, 1)
	go func() {
		var noted sync.WaitGroup
		noted.Go(func() { visitors.Run(background) })
		noted.Go(func() { a.rest(background) })
		err := a.Follow(background)
		noted.Wait()
		followed <- err
	}()
	limits := a.Limits.filled()
	server := &http.Server{
		Handler: steady(limits.Patience, handler), ReadHeaderTimeout: min(10*time.Second, limits.Patience), ReadTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: limits.Header<<10 - netSlop, ErrorLog: slog.NewLogLogger(a.Log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return background },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(&crowd{Listener: l, most: int64(limits.Connections)}) }()
	select {
	case err = <-served:
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		time.AfterFunc(500*time.Millisecond, stop) // ends the live streams, which never end by themselves
		err = server.Shutdown(grace)
		cancel()
	}
	stop()
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	return errors.Join(err, <-followed, visitors.Close())
}

// netSlop is how much more than MaxHeaderBytes net/http reads of a header.
const netSlop = 4 << 10

// Handler returns all that is served; note is told of each opening of a card once
// the answer is written.
func (a *App) Handler(note func(card.Opening)) (http.Handler, error) {
	limits := a.Limits.filled()
	gates, strangers := limits.gates(), limits.strangers()
	programs := api.New(api.Options{Office: a.Office, Words: a.Words, Key: a.Key, Log: a.Log, Rate: a.Rate, Note: note, Reads: gates.reads, Writes: gates.writes, Streams: gates.loads, Body: int64(limits.Body) << 20, Strangers: strangers, Proxies: a.Proxies})
	pages, err := web.New(web.Options{Office: a.Office, Words: a.Words, Key: a.Key, Log: a.Log, OpenAPI: programs.OpenAPI(), Demo: a.Demo, Note: note, Gate: gates.reads, Forms: gates.forms, Streams: gates.streams, Strangers: strangers, Proxies: a.Proxies})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", programs)
	mux.Handle("GET /openapi.json", programs)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", a.ready)
	registry, watch := metrics(gates)
	mux.Handle("GET /metrics", local(promhttp.HandlerFor(registry, promhttp.HandlerOpts{})))
	mux.Handle("/", pages)
	return watch(harden(mux)), nil
}

func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.DB.Ready(ctx); err != nil {
		a.Log.Error("not ready", "problem", err)
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Write([]byte("ready\n"))
}

// local lets only this machine in: figures are for whoever runs Regard.
func local(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !gate.Here(r) {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// harden sets the headers that every answer has.
func harden(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "same-origin")
		head.Set("Content-Security-Policy", page.Policy())
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.ServeHTTP(w, r)
	})
}

// metrics counts requests by route and status, never by address or person.
func metrics(g gates) (*prometheus.Registry, func(http.Handler) http.Handler) {
	registry := prometheus.NewRegistry()
	seconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "regard_http_request_seconds", Help: "How long requests took.",
		Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10}}, []string{"route", "status"})
	registry.MustRegister(seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for name, gate := range map[string]*gate.Gate{"reads": g.reads, "forms": g.forms, "writes": g.writes, "streams": g.streams, "loads": g.loads} {
		of := prometheus.Labels{"gate": name}
		registry.MustRegister(
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regard_gate_inside", Help: "What is worked on: requests, of writes their bytes.", ConstLabels: of}, func() float64 { return float64(gate.State().Inside) }),
			prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "regard_gate_waiting", Help: "How many requests wait.", ConstLabels: of}, func() float64 { return float64(gate.State().Waiting) }),
			prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "regard_gate_turned_away_total", Help: "How many requests were told to come again.", ConstLabels: of}, func() float64 { return float64(gate.State().TurnedAway) }))
	}
	return registry, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			began := time.Now()
			s := &status{ResponseWriter: w, code: http.StatusOK}
			h.ServeHTTP(s, r)
			route := r.Pattern
			if route == "" {
				route = "other"
			}
			seconds.WithLabelValues(route, strconv.Itoa(s.code)).Observe(time.Since(began).Seconds())
		})
	}
}

// status remembers an answer's status.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader notes the status.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach what is below.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }
