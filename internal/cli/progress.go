package cli

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on standard error: only for people, so only on a terminal.
type progress struct{ bar *progressbar.ProgressBar }

// progress begins a bar; total -1 when it is not known.
func (s *session) progress(what string, total int64) *progress {
	if f, ok := s.err.(*os.File); !ok || s.Quiet || !terminal(f) {
		return &progress{}
	}
	return &progress{progressbar.NewOptions64(total, progressbar.OptionSetWriter(s.err), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24))}
}

func (p *progress) add(n int) {
	if p.bar != nil {
		p.bar.Add(n)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// terminal tells whether a person sits at a file; /dev/null is nobody.
func terminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
