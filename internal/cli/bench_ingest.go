package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"regard/internal/edge/inbound"
)

// BenchIngest measures recording.
type BenchIngest struct {
	BenchFlags
	Rows    int     `help:"Interactions to measure." default:"300000"`
	From    int     `help:"Interactions to load before, unmeasured." default:"0"`
	Through string  `help:"The way in: requests of JSON, streams of NDJSON, or one file by 'regard import'." enum:"json,ndjson,import" default:"json"`
	Clients int     `help:"Clients that send at once; a file has one." default:"16"`
	Batch   int     `help:"Interactions a request; 1: posted singly." default:"500"`
	New     float64 `help:"Part of the interactions that come from customers who were never there." default:"0.10"`
}

// Ingested is what was measured.
type Ingested struct {
	Machine    Machine   `json:"machine"`
	From       int       `json:"from"`
	Rows       int       `json:"rows"`
	Customers  int       `json:"customers"` // in the end
	Through    string    `json:"through"`
	Clients    int       `json:"clients"`
	Batch      int       `json:"batch"`
	Seconds    float64   `json:"seconds"`
	Rate       float64   `json:"rows_a_second"`
	Curve      []float64 `json:"curve"`              // rows a second in each tenth
	Processor  float64   `json:"processor_us_a_row"` // of this process: server and clients
	Waits      Waits     `json:"batches"`
	PeakMiB    float64   `json:"peak_mib"`
	Behind     int       `json:"facts_behind"` // that the followers had not followed when the last row was answered
	CaughtUp   float64   `json:"caught_up_seconds"`
	Bytes      float64   `json:"bytes_a_row"`
	Disk       []Stored  `json:"disk"`
	Ceilings   Ceilings  `json:"ceilings"`
	RatioToRaw float64   `json:"ratio_to_raw"`
}

// Run measures and prints.
func (c BenchIngest) Run(s *session) error {
	if c.Rows < 10 || c.From < 0 || c.Clients < 1 || c.Batch < 1 || c.Batch > 10_000 || c.New < 0 || c.New > 1 {
		return fmt.Errorf("--rows must be 10 or more, --clients 1 or more, --batch 1 to 10000, --new 0 to 1")
	}
	return c.apart(s, func(dir string) error {
		r, err := c.measure(s, dir)
		if err != nil {
			return err
		}
		return c.print(s, r)
	})
}

func (c BenchIngest) measure(s *session, dir string) (r *Ingested, err error) {
	b, err := s.bodies(dir, c.From, c.Rows, c.Batch, c.New, c.Through != "json")
	if err != nil {
		return nil, err
	}
	defer b.close()
	r = &Ingested{From: c.From, Rows: c.Rows, Customers: b.maker.customers, Through: c.Through, Clients: c.Clients, Batch: c.Batch}
	if c.Through == "import" {
		r.Clients, r.Batch = 1, inbound.ChunkRows
	}
	from := b.after(c.From)
	if err := c.through(s, dir, b, from, r); err != nil {
		return nil, err
	}
	if r.Disk, err = s.stored(dir); err != nil {
		return nil, err
	}
	for _, d := range r.Disk {
		r.Bytes += float64(d.Bytes) / float64(c.From+c.Rows)
	}
	if r.Ceilings, err = s.ceilings(dir, b, from); err != nil {
		return nil, err
	}
	if c.Through != "import" {
		if r.Ceilings.HTTP, err = c.httpAlone(s, b, from); err != nil {
			return nil, err
		}
	}
	r.RatioToRaw = r.Rate / r.Ceilings.Raw
	return r, nil
}

// through sends everything through a Regard, and measures from one batch on.
func (c BenchIngest) through(s *session, dir string, b *bodies, from int, r *Ingested) error {
	st, err := s.stand(dir)
	if err != nil {
		return err
	}
	bar := s.progress("loading", int64(c.From))
	_, err = st.send(s.ctx, b, 0, from, c.Clients, func(_ []byte, rows int) error { bar.add(rows); return nil })
	bar.end()
	if err == nil {
		r.Machine = machineOf(dir, s.databaseVersion())
		bar = s.progress("recording", int64(c.Rows))
		err = c.profiled(func() error {
			busy := processorTime()
			list, err := c.measured(s, st, b, from, bar.add)
			r.count(list, processorTime()-busy)
			return err
		})
		bar.end()
	}
	r.PeakMiB = peakMemory()
	behind, took, closed := st.close(s.ctx)
	r.Behind, r.CaughtUp = behind, took.Seconds()
	return errors.Join(err, closed)
}

// count works out the figures of what was sent.
func (r *Ingested) count(list []sent, busy time.Duration) {
	var took []time.Duration
	at := make([]time.Duration, 11)
	rows, tenth := 0, 0
	list = slices.SortedFunc(slices.Values(list), func(a, b sent) int { return cmp.Compare(a.Done, b.Done) })
	for _, x := range list {
		took = append(took, x.Took)
		rows += x.Rows
		for ; tenth < 10 && rows >= r.Rows*(tenth+1)/10; tenth++ {
			at[tenth+1] = x.Done
		}
	}
	for i := range 10 {
		r.Curve = append(r.Curve, float64(r.Rows)/10/max(1e-9, (at[i+1]-at[i]).Seconds()))
	}
	r.Waits, r.Seconds = waitsOf(took), at[10].Seconds()
	r.Rate = float64(r.Rows) / max(1e-9, r.Seconds)
	r.Processor = float64(busy.Microseconds()) / float64(r.Rows)
}
