package cli

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What a process has written survives its death, but not that of the machine
// unless it was forced to the disk. No test can pull the plug; but what the
// program asks of the system can be watched: before each answer the log was
// written, and then forced to the disk.
func TestWhatIsPromisedWasForcedToTheDiskBefore(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is needed")
	}
	dir := t.TempDir()
	trace := filepath.Join(dir, "trace")
	if exec.Command(strace, "-o", trace, "true").Run() != nil {
		t.Skip("nothing can be traced here")
	}
	s := served(t, filepath.Join(dir, "data"), strace, "-f", "-y", "-s", "16", "-e", "trace=pwrite64,write,fdatasync,fsync", "-o", trace)
	const posts = 25
	for i := range posts {
		row := s.batch(i)[0]
		if status, answer := s.ask("POST", "/api/v1/interactions", row); status != 200 || !strings.Contains(answer, `"recorded"`) {
			t.Fatalf("%d %s", status, answer)
		}
	}
	time.Sleep(100 * time.Millisecond)
	s.end()
	answers, synced := watched(t, trace)
	if answers < posts || synced < posts {
		t.Errorf("of %d answers %d came after the log was written and forced to the disk", answers, synced)
	}
}

// watched reads a trace: how many answers there were, and before how many of
// them, since the one before, the log was written and then forced to the disk.
func watched(t *testing.T, trace string) (answers, synced int) {
	t.Helper()
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	written, forced := false, false
	asked := map[string]bool{} // which threads wait for the disk
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		thread, _, _ := strings.Cut(line, " ")
		switch log := strings.Contains(line, "regard.db-wal>"); {
		case log && strings.Contains(line, "pwrite64("):
			written = true
		case log && strings.Contains(line, "sync("):
			if asked[thread] = strings.Contains(line, "unfinished"); !asked[thread] {
				forced = forced || written // what a follower writes behind it concerns nobody who waits
			}
		case asked[thread] && strings.Contains(line, "sync resumed>"):
			asked[thread], forced = false, forced || written
		case strings.Contains(line, `"HTTP/1.1 200`):
			if answers++; written && forced {
				synced++
			}
			written, forced = false, false
		}
	}
	return answers, synced
}
