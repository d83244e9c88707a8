package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// BenchOverload measures what becomes of reading while far more is sent than can
// be recorded.
type BenchOverload struct {
	BenchFlags
	OnPostgreSQL
	Rows    int `help:"Interactions to load before." default:"20000"`
	Batch   int `help:"Interactions a request." default:"100"`
	Seconds int `help:"How long each of the two is measured: what can be kept up, and so many times that." default:"20"`
	Times   int `help:"How many times what can be kept up is sent then." default:"10"`
	Readers int `help:"Clients that read cards meanwhile, ten a second each." default:"4"`
}

// Overload is what was measured.
type Overload struct {
	Machine  Machine        `json:"machine"`
	Batch    int            `json:"batch"`
	Kept     Pressure       `json:"kept_up"` // as much as is answered at once
	Over     Pressure       `json:"overload"`
	Times    int            `json:"times"`
	Statuses map[string]int `json:"statuses"` // of the overload's answers; "late" for what the client had no connection left for
	Again    map[string]int `json:"retry_after"`
	Checked  int            `json:"acknowledged_requests_asked_after"` // each was there
}

// Pressure is one of the two.
type Pressure struct {
	Offered  float64   `json:"rows_offered_a_second"`
	Recorded float64   `json:"rows_recorded_a_second"`
	Writes   Waits     `json:"writes_recorded"`
	Turned   Waits     `json:"writes_turned_away"`
	Card     Waits     `json:"card"`
	Memory   []float64 `json:"memory_mib"` // ten times over it, server and clients
}

// outstanding is how many requests the client has under way at once.
const outstanding = 1500

// Run measures and prints.
func (c BenchOverload) Run(s *session) error {
	if c.Rows < 100 || c.Batch < 1 || c.Batch > 10_000 || c.Seconds < 1 || c.Times < 1 || c.Readers < 1 {
		return fmt.Errorf("--rows must be 100 or more, --batch 1 to 10000, --seconds, --times and --readers 1 or more")
	}
	return c.made(s, func() error { return c.run(s) })
}

func (c BenchOverload) run(s *session) error {
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchOverload) measure(s *session, dir string) (r *Overload, err error) {
	const most = 20_000 // rows a second: what is not recorded is sent again
	b, err := s.bodies(dir, c.Rows, 2*c.Seconds*most+outstanding*c.Batch, c.Batch, 0.1, false)
	if err != nil {
		return nil, err
	}
	defer b.close()
	st, err := s.stand(dir)
	if err != nil {
		return nil, err
	}
	defer func() {
		_, _, closed := st.close(s.ctx)
		err = errors.Join(err, closed)
	}()
	who, err := s.fill(st, b, b.after(c.Rows), 8)
	if err != nil {
		return nil, err
	}
	p := &pressing{stand: st, bodies: b, who: who, statuses: map[string]int{}, again: map[string]int{}}
	p.next.Store(int64(b.after(c.Rows)))
	r = &Overload{Machine: machineOf(dir, s.databaseVersion()), Batch: c.Batch, Times: c.Times, Statuses: p.statuses, Again: p.again}
	err = c.profiled(func() error {
		if err := p.phase(s.ctx, c, &r.Kept, p.keepUp); err != nil {
			return err
		}
		clear(p.statuses)
		r.Over.Offered = r.Kept.Recorded * float64(c.Times)
		every := time.Duration(float64(c.Batch) / r.Over.Offered * float64(time.Second))
		return p.phase(s.ctx, c, &r.Over, func(ctx context.Context) { p.pour(ctx, every) })
	})
	if err != nil {
		return nil, err
	}
	r.Checked, err = p.ask(s.ctx)
	return r, err
}

// pressing is the clients' side of it.
type pressing struct {
	*stand
	bodies *bodies
	who    []string
	next   atomic.Int64 // the body to be sent next

	mu       sync.Mutex
	statuses map[string]int
	again    map[string]int
	back     []int // bodies that were turned away, to be sent again
	taken    []int // bodies that were acknowledged
	recorded int   // rows, since the phase began
	writes   []time.Duration
	turned   []time.Duration
	failed   error
}

// phase lets writers write for so long, while cards are read.
func (p *pressing) phase(ctx context.Context, c BenchOverload, to *Pressure, write func(ctx context.Context)) error {
	p.recorded, p.writes, p.turned = 0, nil, nil
	ctx, stop := context.WithTimeout(ctx, time.Duration(c.Seconds)*time.Second)
	defer stop()
	began := time.Now()
	var cards []time.Duration
	var mu sync.Mutex
	var all sync.WaitGroup
	all.Go(func() { write(ctx) })
	for i := range c.Readers {
		all.Go(func() {
			dice := rand.New(rand.NewPCG(7, uint64(i)))
			for tick := time.NewTicker(100 * time.Millisecond); ctx.Err() == nil; <-tick.C {
				took, _, err := p.about(context.WithoutCancel(ctx), p.who[dice.IntN(len(p.who))], "/card", time.Now())
				if err != nil {
					p.fail(err)
					return
				}
				mu.Lock()
				cards = append(cards, took)
				mu.Unlock()
			}
		})
	}
	for range 10 {
		select {
		case <-time.After(time.Duration(c.Seconds) * time.Second / 10):
		case <-ctx.Done():
		}
		to.Memory = append(to.Memory, number(valueIn("/proc/self/status", "VmRSS"))/1024)
	}
	all.Wait()
	to.Recorded = float64(p.recorded) / time.Since(began).Seconds()
	to.Writes, to.Turned, to.Card = waitsOf(p.writes), waitsOf(p.turned), waitsOf(cards)
	return p.failed
}

func (p *pressing) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
}

// keepUp has eight clients send as soon as they are answered.
func (p *pressing) keepUp(ctx context.Context) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for ctx.Err() == nil {
				p.send(context.WithoutCancel(ctx))
			}
		})
	}
	all.Wait()
}

// pour sends at a pace, whether or not it is answered.
func (p *pressing) pour(ctx context.Context, every time.Duration) {
	var all sync.WaitGroup
	places := make(chan struct{}, outstanding)
	began := time.Now()
	for n := 0; ctx.Err() == nil; n++ {
		time.Sleep(time.Until(began.Add(time.Duration(n) * every)))
		select {
		case places <- struct{}{}:
			all.Go(func() {
				p.send(context.WithoutCancel(ctx))
				<-places
			})
		default:
			p.count("late")
		}
	}
	all.Wait()
}

func (p *pressing) count(status string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.statuses[status]++
}

// send sends one body and notes what became of it.
func (p *pressing) send(ctx context.Context) {
	i, ok := p.body()
	if !ok {
		p.fail(errors.New("everything that was made up is recorded: more is taken than was expected"))
		return
	}
	began := time.Now()
	status, again, err := p.post(ctx, i)
	took := time.Since(began)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.statuses["no answer"]++
		p.back = append(p.back, i)
		return
	}
	p.statuses[strconv.Itoa(status)]++
	if status == http.StatusOK {
		p.recorded += p.bodies.rows[i]
		p.writes, p.taken = append(p.writes, took), append(p.taken, i)
		return
	}
	p.turned, p.back = append(p.turned, took), append(p.back, i)
	p.again[again]++
}

func (p *pressing) body() (i int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.back); n > 0 {
		i, p.back = p.back[n-1], p.back[:n-1]
		return i, true
	}
	i = int(p.next.Add(1)) - 1
	return i, i < len(p.bodies.rows)
}

// post posts a body; an answer that is none of those that are due is an error.
func (p *pressing) post(ctx context.Context, i int) (status int, again string, err error) {
	body := p.bodies.body(i)
	r, err := http.NewRequestWithContext(ctx, "POST", p.at+"/api/v1/interactions/batch", body)
	if err != nil {
		return 0, "", err
	}
	r.ContentLength = body.Size()
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+p.key)
	answer, err := p.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	again = answer.Header.Get("Retry-After")
	switch {
	case err != nil:
		return 0, "", err
	case answer.StatusCode == http.StatusOK:
		var a answered
		if err := json.Unmarshal(text, &a); err != nil || a.Refused > 0 || a.Recorded+a.Duplicate != p.bodies.rows[i] {
			p.fail(fmt.Errorf("of %d interactions: %.300s", p.bodies.rows[i], text))
		}
	case again == "" || answer.StatusCode != http.StatusServiceUnavailable && answer.StatusCode != http.StatusTooManyRequests:
		p.fail(fmt.Errorf("%s, Retry-After %q: %.300s", answer.Status, again, text))
	}
	return answer.StatusCode, again, nil
}

// ask sends some of what was acknowledged once more: all of it must be there.
func (p *pressing) ask(ctx context.Context) (asked int, err error) {
	for n := 0; n < len(p.taken); n += max(1, len(p.taken)/50) {
		i := p.taken[n]
		body := p.bodies.body(i)
		r, err := http.NewRequestWithContext(ctx, "POST", p.at+"/api/v1/interactions/batch", body)
		if err != nil {
			return asked, err
		}
		r.ContentLength = body.Size()
		r.Header.Set("Content-Type", "application/json")
		text, err := p.do(r)
		var a answered
		if err == nil {
			err = json.Unmarshal(text, &a)
		}
		if err != nil {
			return asked, err
		}
		if a.Duplicate != p.bodies.rows[i] {
			return asked, fmt.Errorf("of %d interactions that were acknowledged %d are there", p.bodies.rows[i], a.Duplicate)
		}
		asked++
	}
	return asked, nil
}
