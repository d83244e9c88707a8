package spool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

func opened(t *testing.T, dir string) *Spool {
	t.Helper()
	s, err := Open(dir, 1<<20, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// basket takes what it is handed.
type basket struct{ got []string }

func (b *basket) take(_ context.Context, lines [][]byte) error {
	for _, l := range lines {
		b.got = append(b.got, string(l))
	}
	return nil
}

func put(t *testing.T, s *Spool, lines ...string) {
	t.Helper()
	for _, l := range lines {
		if err := s.Put([]byte(l)); err != nil {
			t.Fatal(err)
		}
	}
}

func drained(t *testing.T, s *Spool) []string {
	t.Helper()
	var b basket
	if err := s.Drain(t.Context(), b.take); err != nil {
		t.Fatal(err)
	}
	return b.got
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhatIsPutIsHandedOverOnceInItsOrder(t *testing.T) {
	s := opened(t, t.TempDir())
	put(t, s, "a", "b", "", "c")
	if got := drained(t, s); !slices.Equal(got, []string{"a", "b", "", "c"}) {
		t.Errorf("handed over %q", got)
	}
	put(t, s, "d")
	if got := drained(t, s); !slices.Equal(got, []string{"d"}) {
		t.Errorf("then %q", got)
	}
	if got := drained(t, s); got != nil {
		t.Errorf("then %q", got)
	}
	if left := files(t, s.dir); len(left) != 1 {
		t.Errorf("files %v are left, want the one that is written to", left)
	}
}

func TestWhatIsNotTakenIsHandedOverAgain(t *testing.T) {
	s := opened(t, t.TempDir())
	put(t, s, "a")
	if err := s.Drain(t.Context(), func(context.Context, [][]byte) error { return errors.New("no") }); err == nil {
		t.Error("the problem of who took is lost")
	}
	put(t, s, "b")
	got := drained(t, s)
	slices.Sort(got)
	if !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("then %q", got)
	}
}

func TestMoreThanOneHandfulIsHandedOverInParts(t *testing.T) {
	s := opened(t, t.TempDir())
	for i := range 2*perTake + 1 {
		put(t, s, fmt.Sprint(i))
	}
	var sizes []int
	err := s.Drain(t.Context(), func(_ context.Context, lines [][]byte) error {
		sizes = append(sizes, len(lines))
		return nil
	})
	if err != nil || !slices.Equal(sizes, []int{perTake, perTake, 1}) {
		t.Errorf("parts of %v, %v", sizes, err)
	}
}

func TestAFullSpoolRefusesAndGoesOnWhenItWasDrained(t *testing.T) {
	s := opened(t, t.TempDir())
	s.most = 100
	line := bytes.Repeat([]byte("x"), 50)
	if err := s.Put(line); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(line); !errors.Is(err, ErrFull) {
		t.Errorf("the second: %v, want full", err)
	}
	if got := drained(t, s); len(got) != 1 {
		t.Errorf("%d lines", len(got))
	}
	if err := s.Put(line); err != nil {
		t.Errorf("after it was drained: %v", err)
	}
	if err := s.Put(make([]byte, maxLine+1)); !errors.Is(err, ErrLong) {
		t.Errorf("a line that is too long: %v", err)
	}
}

// The disk is full in the middle of a line; when there is room again, the next
// line is whole.
func TestALineThatDidNotFitSpoilsNotTheNext(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	s := opened(t, t.TempDir())
	put(t, s, "one")
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	tight := was
	tight.Cur = uint64(s.size) + 5
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
		t.Skip(err)
	}
	first, second := s.Put([]byte("two")), s.Put([]byte("three"))
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if first == nil || second == nil {
		t.Errorf("there was no room: %v, %v", first, second)
	}
	put(t, s, "four")
	if got := drained(t, s); !slices.Equal(got, []string{"one", "four"}) {
		t.Errorf("handed over %q", got)
	}
}

// A process is killed by itself in the middle of a write: this test runs itself
// once more as that process.
func TestNothingIsLostWhenTheProcessIsKilled(t *testing.T) {
	if dir := os.Getenv("SPOOL_TO_DIE_IN"); dir != "" {
		s := opened(t, dir)
		put(t, s, "one", "two")
		s.file.Write(seal([]byte("three"))[:7])
		self, _ := os.FindProcess(os.Getpid())
		self.Kill()
		select {}
	}
	dir := t.TempDir()
	dies := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	dies.Env = append(os.Environ(), "SPOOL_TO_DIE_IN="+dir)
	if err := dies.Run(); err == nil {
		t.Fatal("it did not die")
	}
	if got := drained(t, opened(t, dir)); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("after its death %q", got)
	}
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("files %v are left", left)
	}
}

func TestTheFileOfALivingProcessIsNotTouched(t *testing.T) {
	dir := t.TempDir()
	one, other := opened(t, dir), opened(t, dir)
	put(t, one, "mine")
	if got := drained(t, other); got != nil {
		t.Errorf("the other took %q", got)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if got := drained(t, other); !slices.Equal(got, []string{"mine"}) {
		t.Errorf("after it was closed, the other took %q", got)
	}
}

func TestRunHandsOverWithin200Milliseconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t, t.TempDir())
		ctx, stop := context.WithCancel(t.Context())
		took := make(chan time.Time, 10)
		ended := make(chan bool)
		go func() {
			defer close(ended)
			s.Run(ctx, func(_ context.Context, lines [][]byte) error {
				for range lines {
					took <- time.Now()
				}
				return nil
			})
		}()
		synctest.Wait()
		for range 3 {
			time.Sleep(time.Second) // of the bubble's own time
			began := time.Now()
			put(t, s, "a")
			if after := (<-took).Sub(began); after > 200*time.Millisecond {
				t.Errorf("taken after %s", after)
			}
		}
		put(t, s, "last")
		stop()
		<-ended
		if len(took) != 1 {
			t.Errorf("%d taken at the end, want the last one", len(took))
		}
	})
}

func TestRunTriesAgainWhatWasNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t, t.TempDir())
		ctx, stop := context.WithCancel(t.Context())
		tries, ended, taken := 0, make(chan bool), make(chan bool)
		go func() {
			defer close(ended)
			s.Run(ctx, func(context.Context, [][]byte) error {
				if tries++; tries < 3 {
					return errors.New("not now")
				}
				close(taken)
				return nil
			})
		}()
		put(t, s, "a")
		<-taken
		stop()
		<-ended
		if tries != 3 {
			t.Errorf("%d tries", tries)
		}
	})
}

// Whatever stands in a file, every line that was put comes back, and nothing
// comes that was not sealed.
func FuzzReading(f *testing.F) {
	f.Add([]byte("a"), []byte(""))
	f.Add([]byte("{}"), []byte("00000000 \n"))
	f.Add([]byte("x"), seal([]byte("torn"))[:6])
	f.Add([]byte("x"), []byte("zzzzzzzz zzz\n\n\x00"))
	f.Fuzz(func(t *testing.T, text, noise []byte) {
		texts, _, err := read(bytes.NewReader(noise))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range texts {
			if !bytes.Contains(noise, seal(x)) {
				t.Errorf("%q was never sealed", x)
			}
		}
		if bytes.ContainsRune(text, '\n') {
			return
		}
		whole := slices.Concat(seal(text), noise)
		texts, _, err = read(bytes.NewReader(whole))
		if err != nil || len(texts) == 0 || !bytes.Equal(texts[0], text) {
			t.Errorf("%q does not come back: %q, %v", text, texts, err)
		}
	})
}
