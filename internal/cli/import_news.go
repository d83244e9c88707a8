package cli

import (
	"bufio"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"regard/internal/edge/inbound"
	"regard/internal/listen/interaction"
)

// Newsworthy are the flags of imports that say whether what happened within the
// last day may count as news.
type Newsworthy struct {
	News    bool `help:"Let what happened within the last day count as news, without asking." xor:"news"`
	History bool `help:"Let all of it be history, without asking." xor:"news"`
}

// newsHelp tells what an import may wake.
const newsHelp = `What is imported is history: it wakes no rule, clock or invitation. Only what happened within the last day may count as
news, where you say so: at a terminal the rows are counted first, you are told what listens to news, and asked. --news
and --history answer without asking, --dry-run counts and tells; elsewhere, as in scripts, and from what can be read
only once, as a pipe, it is all history.
`

// bringInteractions brings interactions in. each opens the inputs, one after
// another; they are read twice where they are counted first.
func (r *run) bringInteractions(flags Newsworthy, paths []string, each func(use func(load[interaction.Draft]) error) error) (err error) {
	r.news = flags.News
	if !flags.News && !flags.History && !r.DryRun && r.canAsk() && readTwice(paths) {
		if r.news, err = r.askNews(each); err != nil {
			return err
		}
	}
	return each(func(in load[interaction.Draft]) error { return bring(r, in) })
}

// readTwice tells whether the inputs can be counted before they are brought in.
func readTwice(paths []string) bool {
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() && !info.IsDir() {
			return false
		}
	}
	return true
}

// askNews counts the inputs, says what would wake, and asks whether it may.
func (r *run) askNews(each func(use func(load[interaction.Draft]) error) error) (bool, error) {
	d, err := r.directory(r.app)
	if err != nil {
		return false, err
	}
	c := &coming{region: d.Profile.PhoneRegion, seed: r.seed, customers: map[uint64]bool{}}
	r.counting = true
	err = each(func(in load[interaction.Draft]) error { return c.count(r, in) })
	r.bar.end()
	r.counting = false
	if err != nil {
		return false, err
	}
	if c.recent == 0 {
		return false, nil
	}
	return r.ask(c.question(r.app.Listeners()))
}

// coming is what a first pass over the inputs counts.
type coming struct {
	region    string
	rows      int
	recent    int // happened within the last day
	customers map[uint64]bool
	seed      maphash.Seed
}

// count counts an input's rows.
func (c *coming) count(r *run, in load[interaction.Draft]) error {
	now := r.app.DB.Now()
	for chunk, err := range inbound.Chunks(r.ctx, in.input, ahead) {
		if err != nil {
			return stopped(in.name, err)
		}
		for _, p := range chunk {
			c.rows++
			if in.sized {
				r.bar.add(p.Size())
			}
			if p.Problem == nil && interaction.Recent(now, p.Draft.OccurredAt) {
				c.recent++
				c.tell(p.Draft)
			}
		}
	}
	return nil
}

// tell notes whom a draft is of, by the first identifier that can be read: an
// estimate, for who the customers are is only known once they are recorded.
func (c *coming) tell(d interaction.Draft) {
	for _, i := range d.Identifiers {
		if h, err := i.Normalise(c.region); err == nil {
			c.customers[maphash.String(c.seed, h.Key())] = true
			return
		}
	}
}

// question says what was counted and what listens, and asks.
func (c *coming) question(listeners []string) string {
	of := ""
	if n := len(c.customers); n > 0 {
		of = ", of about " + several(n, "customer")
	}
	return fmt.Sprintf("%s, of which %d happened within the last day%s. The rest is history and wakes nothing.\n%s\nMay what happened within the last day count as news? [y/N] ",
		several(c.rows, "row"), c.recent, of, listening(listeners))
}

// listening says what listens to news.
func listening(listeners []string) string {
	if len(listeners) == 0 {
		return "Nothing listens to news yet."
	}
	return "What listens to news:\n  " + strings.Join(listeners, "\n  ")
}

// several says how many there are of a thing.
func several(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// explainNews says what of an input happened within the last day, and as what
// it came in.
func (t *tally) explainNews(r *run) {
	switch {
	case t.recent == 0 && r.news:
		fmt.Fprintf(r.out, "%s: nothing recorded happened within the last day, so all of it is history\n", t.name)
	case t.recent == 0:
	case r.news:
		fmt.Fprintf(r.out, "%s: %d of those recorded happened within the last day and count as news; the rest is history\n", t.name, t.recent)
	default:
		fmt.Fprintf(r.out, "%s: %d of those recorded happened within the last day; all are history and wake nothing (--news lets the last day count)\n", t.name, t.recent)
	}
}

// canAsk tells whether somebody sits at a terminal.
func (s *session) canAsk() bool {
	f, ok := s.in.(*os.File)
	return ok && terminal(f)
}

// ask asks a question at the terminal; only yes is yes. It is asked where it is
// seen, also where standard error goes into a file.
func (s *session) ask(question string) (yes bool, err error) {
	var to io.Writer = s.err
	if f, ok := s.err.(*os.File); ok && !terminal(f) {
		tty, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
		if err != nil {
			return false, nil // nobody would see it
		}
		defer tty.Close()
		to = tty
	}
	fmt.Fprint(to, question)
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(s.in).ReadString('\n') //nolint:errcheck // no answer is no
		answer <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case <-s.ctx.Done():
		return false, s.ctx.Err()
	case line := <-answer:
		return line == "y" || line == "yes", nil
	}
}

// heading is what the bar says of an input.
func (r *run) heading(path string) string {
	name := filepath.Base(path)
	if r.counting {
		return "counting " + name
	}
	return name
}
