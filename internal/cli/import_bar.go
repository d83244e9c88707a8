package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
)

// meter is an import's progress bar: by bytes, with the rate in rows.
type meter struct{ bar *progressbar.ProgressBar }

// meter begins the bar of the next input.
func (r *run) meter(path string, size int64) {
	r.bar.end()
	r.bar = &meter{}
	if f, ok := r.err.(*os.File); !ok || r.Quiet || !terminal(f) {
		return
	}
	r.bar.bar = progressbar.NewOptions64(max(size, 1), progressbar.OptionSetWriter(r.err), progressbar.OptionSetDescription(r.heading(path)),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24))
}

// Write moves the bar by what was read of a file.
func (m *meter) Write(p []byte) (int, error) {
	m.add(len(p))
	return len(p), nil
}

func (m *meter) add(n int) {
	if m.bar != nil {
		m.bar.Add(n) //nolint:errcheck // it is only a bar
	}
}

// rows says how many rows were answered, and how fast.
func (m *meter) rows(t *tally) {
	if m.bar != nil {
		rate := float64(t.read) / time.Since(t.started).Seconds()
		m.bar.Describe(fmt.Sprintf("%s: %d rows, %.0f/s", filepath.Base(t.name), t.read, rate))
	}
}

func (m *meter) end() {
	if m.bar != nil {
		m.bar.Finish() //nolint:errcheck // it is only a bar
	}
}
