package cli

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"regard/internal/platform/text"
)

// BenchText measures how fast words are scored.
type BenchText struct {
	BenchFlags
	Messages int `help:"Messages of each length to score." default:"1000000"`
}

// Texts is what was measured: one goroutine that scores one message after
// another.
type Texts struct {
	Machine Machine `json:"machine"`
	Kinds   []Told  `json:"kinds"`
	PeakMiB float64 `json:"peak_mib"`
}

// Told is how messages of one length fared.
type Told struct {
	What      string  `json:"what"`
	Messages  int     `json:"messages"`
	Bytes     float64 `json:"bytes_a_message"`
	Rate      float64 `json:"messages_a_second_of_processor"` // of this whole process, whose allocations cost it too
	Clock     float64 `json:"messages_a_second"`              // by the clock, neighbours included
	Allocated float64 `json:"allocations_a_message"`
	Heap      float64 `json:"bytes_allocated_a_message"`
	Unknown   float64 `json:"unknown"` // the part of which nothing can be told
}

// Run measures and prints.
func (c BenchText) Run(s *session) error {
	if c.Messages < 1 {
		return fmt.Errorf("--messages must be 1 or more")
	}
	r := &Texts{Machine: machineOf(c.Dir, "no database")}
	err := c.profiled(func() error {
		for _, kind := range []struct {
			what      string
			english   bool
			sentences int
		}{{"a sentence", true, 1}, {"three sentences", true, 3}, {"thirty sentences", true, 30}, {"a sentence in Norwegian", false, 1}} {
			t, err := c.told(s, kind.what, messages(kind.english, kind.sentences), max(1, c.Messages/kind.sentences))
			if err != nil {
				return err
			}
			r.Kinds = append(r.Kinds, t)
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.PeakMiB = peakMemory()
	return c.print(s, r)
}

// messages makes texts of so many sentences each: those that customers of other
// measurements write, in English or not, each beginning one.
func messages(english bool, sentences int) []string {
	of := slices.DeleteFunc(slices.Clone(benchTexts), func(t string) bool {
		language, _ := text.Language(t)
		return english != (language == "en")
	})
	list := make([]string, len(of))
	for i := range list {
		parts := make([]string, sentences)
		for k := range parts {
			parts[k] = of[(i+k*7)%len(of)]
		}
		list[i] = strings.Join(parts, " ")
	}
	return list
}

// told scores messages again and again, n in all.
func (c BenchText) told(s *session, what string, list []string, n int) (t Told, err error) {
	for _, m := range list { // the lexicon is read when it is asked first
		text.Read(m, "")
	}
	t = Told{What: what, Messages: n}
	bar := s.progress(what, int64(n))
	defer bar.end()
	size, unknown := 0, 0
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	busy, began := processorTime(), time.Now()
	const stride = 1000
	for i := range n {
		m := list[i%len(list)]
		size += len(m)
		if text.Read(m, "").Label == text.Unknown {
			unknown++
		}
		if i%stride == stride-1 {
			if bar.add(stride); s.ctx.Err() != nil {
				return t, s.ctx.Err()
			}
		}
	}
	took := time.Since(began)
	if busy = processorTime() - busy; busy == 0 {
		busy = took // a system that does not tell, or too few to be measured
	}
	runtime.ReadMemStats(&after)
	each := float64(n)
	t.Bytes, t.Unknown = float64(size)/each, float64(unknown)/each
	t.Rate, t.Clock = each/busy.Seconds(), each/took.Seconds()
	t.Allocated, t.Heap = float64(after.Mallocs-before.Mallocs)/each, float64(after.TotalAlloc-before.TotalAlloc)/each
	return t, nil
}

// table prints what was measured for people.
func (r *Texts) table(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "machine\t%s\n", r.Machine)
	fmt.Fprintf(w, "measured\tone message after another by one goroutine: all that is read of it\n")
	fmt.Fprintf(w, "memory\t%.0f MiB at most\n\n", r.PeakMiB)
	fmt.Fprintln(w, "messages\tbytes each\ta second of processor\ta second by the clock\tallocations each\tbytes allocated each\tunknown")
	for _, x := range r.Kinds {
		fmt.Fprintf(w, "%s\t%.0f\t%s\t%s\t%.2f\t%.0f\t%.0f %%\n", x.What, x.Bytes, grouped(int(x.Rate)), grouped(int(x.Clock)), x.Allocated, x.Heap, 100*x.Unknown)
	}
	return w.Flush()
}
