package api_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"regard/internal/edge/api"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/gate"
)

func TestWhoTriesKeysIsToldToWaitAndAGoodKeyIsNot(t *testing.T) {
	o := companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), nil))
	good := serve(t, o, 0).key["read"]
	a := api.New(api.Options{Office: o, Log: slog.New(slog.DiscardHandler), Strangers: gate.NewTurnstile(time.Minute, 5)})
	ask := func(from, key string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/coverage", nil)
		r.RemoteAddr = from + ":1234"
		r.Header.Set("Authorization", "Bearer "+key)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		return w
	}
	for range 5 {
		if w := ask("192.0.2.1", "rk_guess"); w.Code != http.StatusUnauthorized {
			t.Fatal(w.Code, w.Body)
		}
	}
	if w := ask("192.0.2.1", "rk_guess"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "60" {
		t.Errorf("%d, Retry-After %q: %s", w.Code, w.Header().Get("Retry-After"), w.Body)
	}
	if w := ask("192.0.2.1", good); w.Code != http.StatusOK {
		t.Errorf("a good key of the same address: %d %s", w.Code, w.Body)
	}
	if w := ask("192.0.2.2", "rk_guess"); w.Code != http.StatusUnauthorized {
		t.Errorf("another address: %d", w.Code)
	}
}
