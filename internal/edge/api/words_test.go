package api_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"testing"

	"regard/internal/edge/api"
)

func TestWhatWasSaidIsFoundPageByPage(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for i := range 5 {
			s.want("POST", "/api/v1/interactions", "write", fmt.Sprintf(`{"source":"desk","source_ref":"w%d","occurred_at":"2026-02-0%dT10:00:00Z","channel":"email","identifiers":[{"kind":"email","value":"eve@example.com"}],"text":"Parcel %d is late"}`, i, i+1, i), 200, `"recorded"`)
		}
		s.want("GET", "/api/v1/interactions?q=parcel", "read", "", 200, `"items":[]`, `"complete":false`)
		if err := s.words.CatchUp(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		seen, next := 0, ""
		for range 4 {
			var page api.Hits
			text := s.want("GET", "/api/v1/interactions?limit=2&q=late+parc&cursor="+url.QueryEscape(next), "read", "", 200, `"complete":true`)
			if err := json.Unmarshal([]byte(text), &page); err != nil {
				t.Fatal(err)
			}
			for _, h := range page.Items {
				if seen++; len(h.Excerpt) != 3 || !h.Excerpt[0].Marked || h.Excerpt[0].Text != "Parcel" || h.Customer.Name != "eve@example.com" {
					t.Errorf("%+v", h)
				}
			}
			if next = page.Next; next == "" {
				break
			}
		}
		if seen != 5 {
			t.Errorf("%d seen", seen)
		}
		s.want("GET", "/api/v1/interactions?q=%3F%21", "read", "", 422, `"words.none"`)
		s.want("GET", "/api/v1/interactions?q=parcel&contributor=nobody", "read", "", 422, `"contributor.unknown"`)
		s.want("GET", "/api/v1/interactions?q=parcel&cursor=x", "read", "", 422, `"cursor.malformed"`)
	})
}
