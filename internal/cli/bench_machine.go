package cli

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Machine is where a measurement was taken. What a system does not tell is
// empty or 0.
type Machine struct {
	Processor  string  `json:"processor"`
	Cores      int     `json:"cores"`
	MemoryGiB  float64 `json:"memory_gib"`
	System     string  `json:"system"`
	FileSystem string  `json:"file_system"`
	Go         string  `json:"go"`
	Database   string  `json:"database"`
	Load       float64 `json:"load"` // other work on the machine, as the measurement began: the load average of a minute
}

func machineOf(dir, database string) Machine {
	m := Machine{Processor: valueIn("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version(),
		FileSystem: fileSystemOf(dir), Database: database}
	m.MemoryGiB = number(valueIn("/proc/meminfo", "MemTotal")) / (1 << 20)
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load = number(string(text))
	}
	return m
}

func (m Machine) String() string {
	return fmt.Sprintf("%s, %d cores, %.0f GiB, %s on %s; %s; %s; load %.1f as it began", m.Processor, m.Cores, m.MemoryGiB, m.System, m.FileSystem, m.Go, m.Database, m.Load)
}

// valueIn returns what stands behind "name:" in one of Linux's files.
func valueIn(path, name string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// number reads the number that a text begins with; 0 if it begins with none.
func number(text string) float64 {
	if fields := strings.Fields(text); len(fields) > 0 {
		n, _ := strconv.ParseFloat(fields[0], 64)
		return n
	}
	return 0
}

// fileSystemOf returns the kind of file system that a directory lies on.
func fileSystemOf(dir string) (kind string) {
	text, err := os.ReadFile("/proc/mounts")
	dir, wrong := filepath.Abs(dir)
	if err != nil || wrong != nil {
		return ""
	}
	longest := 0
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) < 3 || len(f[1]) < longest {
			continue
		}
		if rest, ok := strings.CutPrefix(dir, f[1]); ok && (rest == "" || rest[0] == '/' || f[1] == "/") {
			longest, kind = len(f[1]), f[2]
		}
	}
	return kind
}

// peakMemory returns the most memory this process has had, in MiB: server and
// clients together.
func peakMemory() float64 { return number(valueIn("/proc/self/status", "VmHWM")) / 1024 }

// forgetPeak has peakMemory begin anew, from what is held now, where the system
// can do that.
func forgetPeak() {
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // without it the peak is that of all that was
}

// processorTime returns how long this process has kept processors busy. On a
// machine that others use as well it says more than the clock.
func processorTime() time.Duration {
	text, err := os.ReadFile("/proc/self/stat")
	_, rest, ok := strings.Cut(string(text), ") ")
	f := strings.Fields(rest)
	if err != nil || !ok || len(f) < 13 {
		return 0
	}
	const tick = 10 * time.Millisecond
	return time.Duration(number(f[11])+number(f[12])) * tick
}
