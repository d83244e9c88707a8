package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"regard/internal/edge/api"
	"regard/internal/know/company/companytest"
	"regard/internal/platform/database/databasetest"
)

const streamPath = "/api/v1/interactions/stream"

// stream sends lines and returns what was answered, in the form of a batch.
func (s *server) stream(body, query string, headers ...string) (a api.BatchAnswer, status int, p api.Problem) {
	s.t.Helper()
	w := s.ask("POST", streamPath+query, "write", body, headers...)
	if w.Code != http.StatusOK {
		return a, w.Code, s.problem(w)
	}
	lines := strings.Split(strings.TrimSuffix(w.Body.String(), "\n"), "\n")
	var end api.StreamEnd
	for i, text := range lines {
		if i == len(lines)-1 {
			if err := json.Unmarshal([]byte(text), &end); err != nil || !strings.HasPrefix(text, `{"ended":`) {
				s.t.Errorf("no end: %q (%v)", clip(text), err)
			}
			break
		}
		var row api.StreamAnswer
		if err := json.Unmarshal([]byte(text), &row); err != nil || row.Row <= len(a.Results) {
			s.t.Errorf("line %d: %q (%v)", i+1, clip(text), err)
		}
		a.Results = append(a.Results, row.Recorded)
	}
	a.Recorded, a.Duplicate, a.Refused, a.News = end.Recorded, end.Duplicate, end.Refused, end.News
	if end.Ended != (end.Problem == nil) {
		s.t.Errorf("%+v", end)
	}
	if end.Problem != nil {
		p = *end.Problem
	}
	return a, w.Code, p
}

func TestAStreamOfAnyLengthIsAnsweredRowByRow(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const many = 12_000 // more than a batch may have
		var body strings.Builder
		for i := range many {
			fmt.Fprintf(&body, `{"source":"s","source_ref":"%d","occurred_at":"2026-03-01T10:00:00Z","channel":"chat","identifiers":[{"kind":"email","value":"c%d@example.com"}]}`+"\n", i, i%700)
			if i%1000 == 999 {
				body.WriteString("\n{}\n")
			}
		}
		got, status, p := s.stream(body.String(), "")
		if status != 200 || got.Recorded != many || got.Refused != 12 || len(got.Results) != many+12 || p.Code != "" {
			t.Fatalf("%d: %d recorded, %d refused, %d answers, %+v", status, got.Recorded, got.Refused, len(got.Results), p)
		}
		for i, r := range got.Results {
			if want := map[bool]string{true: "refused", false: "recorded"}[i%1001 == 1000]; string(r.Status) != want {
				t.Fatalf("row %d is %+v, want it %s", i+1, r, want)
			}
		}
		got, _, _ = s.stream(body.String(), "?answers=refused")
		if got.Duplicate != many || len(got.Results) != 12 || got.Results[0].Problem == nil {
			t.Errorf("again: %d duplicate, %d answers", got.Duplicate, len(got.Results))
		}
		if got, status, _ := s.stream("\n \n", ""); status != 200 || len(got.Results) != 0 {
			t.Errorf("no lines: %d %+v", status, got)
		}
		for _, headers := range [][]string{{"Content-Type: application/json"}, {"Content-Type: "}, {"Content-Encoding: gzip"}} {
			if _, status, p := s.stream(line("a"), "", headers...); status != 415 || p.Code != "api.media_type" {
				t.Errorf("%s: %d %+v", headers, status, p)
			}
		}
	})
}

func TestAStreamOfHistoryIsNoNews(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		row := func(ref string, before time.Duration) string {
			return fmt.Sprintf(`{"source":"s","source_ref":"%s","occurred_at":"%s","channel":"chat"}`, ref, companytest.Now.Add(-before).Format(time.RFC3339))
		}
		for query, want := range map[string]int{"": 1, "?history=false": 1, "?history=true": 0} {
			got, _, _ := s.stream(row("new"+query, time.Hour)+"\n"+row("past"+query, 25*time.Hour), query)
			if got.Recorded != 2 || got.News != want {
				t.Errorf("%s: %+v", query, got)
			}
		}
	})
}

func FuzzStream(f *testing.F) {
	for _, body := range []string{"", line("a"), line("a") + "\n" + line("b"), "{}\n\n{}", "[]", "\ufeff{}", "{\n}", "\xff\n{}", line("a")[:40], "null\n1\n\"x\"\n" + line("c")} {
		f.Add(body)
	}
	s := serve(f, companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), nil)), 0)
	f.Fuzz(func(t *testing.T, body string) {
		s.t, s.is = t, nil
		got, status, p := s.stream(body, "")
		rows := 0
		for line := range strings.SplitSeq(body, "\n") {
			if strings.TrimSpace(line) != "" {
				rows++
			}
		}
		if status != 200 || p.Code != "" || len(got.Results) != rows || rows != got.Recorded+got.Duplicate+got.Refused {
			t.Errorf("%d: %+v, %+v for %d rows of %q", status, got, p, rows, body)
		}
	})
}
