package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"regard/internal/platform/secret"
)

// small is a served Regard on a file system of so many MiB.
type small struct {
	*testing.T
	program, data, at, key string
	end                    func()
}

// limited makes a file system of a size; where that is not allowed the test is
// left out.
func limited(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("regard", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// served has the program serve a directory until the test ends, under another
// one where that is given, with a key for its API.
func served(t *testing.T, data string, under ...string) *small {
	t.Helper()
	program, err := exec.LookPath("regard")
	if err != nil {
		t.Fatal(err)
	}
	args := append(under, program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "error")
	server := exec.Command(args[0], args[1:]...)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	server.Stderr = t.Output()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	first, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { io.Copy(io.Discard, out); ended <- server.Wait() }()
	s := &small{T: t, program: program, data: data, at: strings.TrimSpace(strings.TrimPrefix(first, "Regard is at "))}
	s.end = sync.OnceFunc(func() {
		said, err := os.ReadFile(filepath.Join(data, "serving")) // the server's own process, under whatever it runs
		pid, wrong := strconv.Atoi(strings.Fields(string(said) + " 0")[0])
		if err := errors.Join(err, wrong, syscall.Kill(pid, syscall.SIGINT)); err != nil {
			t.Error(err)
			server.Process.Kill()
		}
		if err := <-ended; err != nil && under == nil {
			t.Errorf("it ended: %v", err)
		}
	})
	t.Cleanup(s.end)
	s.key = strings.TrimSpace(s.regard("key", "add", "test", "--scope", "read,write,admin"))
	return s
}

func (s *small) regard(args ...string) string {
	s.Helper()
	out, err := exec.Command(s.program, append(args, "--data", s.data)...).CombinedOutput()
	if err != nil {
		s.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (s *small) ask(method, path string, body any) (status int, answer string) {
	s.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		s.Fatal(err)
	}
	r, err := http.NewRequestWithContext(s.Context(), method, s.at+path, bytes.NewReader(text))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.key)
	r.Header.Set("Content-Type", "application/json")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		s.Fatal(err)
	}
	defer got.Body.Close()
	all, err := io.ReadAll(got.Body)
	if err != nil {
		s.Fatal(err)
	}
	return got.StatusCode, string(all)
}

// batch makes rows of one size, which no other batch has.
func (s *small) batch(n int) []map[string]any {
	rows := make([]map[string]any, 200)
	for i := range rows {
		rows[i] = map[string]any{"source": "desk", "source_ref": fmt.Sprintf("%d-%d", n, i), "occurred_at": time.Now().UTC().Format(time.RFC3339), "channel": "chat",
			"identifiers": []map[string]string{{"kind": "email", "value": fmt.Sprintf("c%d-%d@mail.example", n, i%20)}}, "text": strings.Repeat("word ", 40) + secret.NewToken("")}
	}
	return rows
}

// A full disk is said to be full; reads go on; nothing that was promised is
// lost; and when there is room again, the same request is taken by the same
// process.
func TestAFullDiskIsSaidAndOutlived(t *testing.T) {
	disk := limited(t, "12m")
	s := served(t, filepath.Join(disk, "data"))
	const path = "/api/v1/interactions/batch"
	var promised [][]map[string]any
	var refused []map[string]any
	customerID := ""
	for n := 0; refused == nil; n++ {
		rows := s.batch(n)
		status, answer := s.ask("POST", path, rows)
		switch status {
		case 200:
			promised = append(promised, rows)
			var a struct {
				Results []struct {
					CustomerID string `json:"customer_id"`
				}
			}
			if err := json.Unmarshal([]byte(answer), &a); err != nil {
				t.Fatal(err)
			}
			customerID = a.Results[0].CustomerID
		case 503:
			if refused = rows; !strings.Contains(answer, `"database.full"`) || !strings.Contains(answer, "The disk is full.") {
				t.Errorf("the answer does not say so: %s", answer)
			}
		default:
			t.Fatalf("%d %s", status, answer)
		}
		if n > 200 {
			t.Fatal("the disk is never full")
		}
	}
	// What else fits is filled as well, so that nothing can be written at all.
	fill := filepath.Join(disk, "fill")
	exec.Command("dd", "if=/dev/zero", "of="+fill, "bs=4096").Run()
	for range 5 {
		if status, answer := s.ask("POST", path, refused); status != 503 || !strings.Contains(answer, `"database.full"`) {
			t.Errorf("still full: %d %s", status, answer)
		}
		for _, read := range []string{"/readyz", "/api/v1/customers/" + customerID, "/api/v1/customers/" + customerID + "/timeline"} {
			if status, answer := s.ask("GET", read, nil); status != 200 {
				t.Errorf("reading %s: %d %s", read, status, answer)
			}
		}
	}
	if status, answer := s.ask("DELETE", "/api/v1/customers/"+customerID, nil); status != 503 && status != 202 { // so little may still fit
		t.Errorf("erasing: %d %s", status, answer)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("regard", disk, "tmpfs", syscall.MS_REMOUNT, "size=96m"); err != nil {
		t.Fatal(err)
	}
	if status, answer := s.ask("POST", path, refused); status != 200 || !strings.Contains(answer, `"recorded":200`) {
		t.Errorf("there is room again: %d %.300s", status, answer)
	}
	for _, rows := range promised {
		if status, answer := s.ask("POST", path, rows); status != 200 || !strings.Contains(answer, `"duplicate":200`) {
			t.Errorf("promised before: %d %.300s", status, answer)
		}
	}
	if said := s.regard("check"); strings.Contains(said, "not looked at") {
		t.Error(said)
	}
	t.Logf("%d batches until it was full", len(promised))
}
