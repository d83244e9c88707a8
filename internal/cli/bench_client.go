package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// sent is how one batch fared.
type sent struct {
	Rows int
	Took time.Duration
	Done time.Duration // since the first was sent
}

// answered is what of a batch's answer is looked at.
type answered struct {
	Status                       string // of one alone
	Recorded, Duplicate, Refused int
}

// send posts the bodies from one up to another by so many clients, each of
// which sends its next when the last was answered. Every row must have been
// recorded. heard, which may be nil, is told each answer.
func (st *stand) send(ctx context.Context, b *bodies, from, to, clients int, heard func(answer []byte, rows int) error) ([]sent, error) {
	list := make([]sent, to-from)
	var at atomic.Int64
	var once sync.Once
	var failed error
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	began := time.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for {
				i := int(at.Add(1)) - 1
				if i >= len(list) || ctx.Err() != nil {
					return
				}
				sentAt := time.Now()
				answer, err := st.post(ctx, b.body(from+i), b.rows[from+i])
				if err == nil && heard != nil {
					err = heard(answer, b.rows[from+i])
				}
				if err != nil {
					once.Do(func() { failed = err; cancel() })
					return
				}
				list[i] = sent{b.rows[from+i], time.Since(sentAt), time.Since(began)}
			}
		})
	}
	wg.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	return list, failed
}

// sized is a body whose length is known.
type sized interface {
	io.Reader
	io.ReaderAt
	Size() int64
}

// post posts one body of so many rows and checks its answer. One row alone is
// posted as such. Who is told to come again later does.
func (st *stand) post(ctx context.Context, body sized, rows int) (text []byte, err error) {
	path := "/api/v1/interactions/batch"
	if rows == 1 {
		path, body = "/api/v1/interactions", io.NewSectionReader(body, 1, body.Size()-2) // without the list's brackets
	}
	for {
		r, err := http.NewRequestWithContext(ctx, "POST", st.at+path, io.NewSectionReader(body, 0, body.Size()))
		if err != nil {
			return nil, err
		}
		r.ContentLength = body.Size()
		r.Header.Set("Content-Type", "application/json")
		if text, err = st.do(r); err == nil {
			break
		}
		later, told := errors.AsType[comeLater](err)
		if !told {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(later.wait):
		}
	}
	var a answered
	if err := json.Unmarshal(text, &a); err != nil {
		return nil, err
	}
	if a.Status == "recorded" {
		a.Recorded++
	}
	if a.Recorded != rows || a.Duplicate+a.Refused != 0 {
		return nil, fmt.Errorf("of %d interactions %d were recorded, %d duplicate, %d refused%s", rows, a.Recorded, a.Duplicate, a.Refused, firstProblem(text))
	}
	return text, nil
}

// firstProblem says why the first row that was refused was.
func firstProblem(answer []byte) string {
	var a struct {
		Results []struct{ Problem json.RawMessage }
	}
	if json.Unmarshal(answer, &a) == nil {
		for _, r := range a.Results {
			if len(r.Problem) > 0 {
				return ": " + string(r.Problem)
			}
		}
	}
	return ""
}

// do sends a request with the key and returns the answer's body.
func (st *stand) do(r *http.Request) ([]byte, error) {
	r.Header.Set("Authorization", "Bearer "+st.key)
	answer, err := st.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if wait, err := strconv.Atoi(answer.Header.Get("Retry-After")); answer.StatusCode == http.StatusServiceUnavailable && err == nil {
		return nil, comeLater{time.Duration(wait) * time.Second, text}
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: %s: %s", r.Method, r.URL.Path, answer.Status, text)
	}
	return text, nil
}

// comeLater is the answer of a server that has too much to do.
type comeLater struct {
	wait time.Duration
	text []byte
}

func (c comeLater) Error() string { return fmt.Sprintf("come again in %v: %s", c.wait, c.text) }

// Waits are how long requests took, in milliseconds: the nearest rank.
type Waits struct {
	Requests int     `json:"requests"`
	P50      float64 `json:"p50_ms"`
	P95      float64 `json:"p95_ms"`
	P99      float64 `json:"p99_ms"`
	Max      float64 `json:"max_ms"`
}

func waitsOf(took []time.Duration) Waits {
	took = slices.Sorted(slices.Values(took))
	at := func(p float64) float64 {
		if len(took) == 0 {
			return 0
		}
		i := min(len(took)-1, int(p*float64(len(took))))
		return float64(took[i].Microseconds()) / 1000
	}
	return Waits{len(took), at(0.5), at(0.95), at(0.99), at(1)}
}
