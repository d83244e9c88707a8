package concordance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func open(t testing.TB) *File {
	t.Helper()
	f, err := Open(t.Context(), filepath.Join(t.TempDir(), "words.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// model is the same in memory.
type model map[Key][]string

func (m model) find(q Query, after Key, limit int) (found []Key) {
	for k, words := range m {
		if k.Compare(after) <= 0 || q.From != 0 && k.At < q.From || q.Until != 0 && k.At >= q.Until {
			continue
		}
		all := true
		for _, g := range q.All {
			all = all && slices.ContainsFunc(g, func(t Term) bool {
				return slices.ContainsFunc(words, func(w string) bool { return w == t.Word || t.Begins && strings.HasPrefix(w, t.Word) })
			})
		}
		if all {
			found = append(found, k)
		}
	}
	slices.SortFunc(found, Key.Compare)
	return found[:min(limit, len(found))]
}

// Whatever is put in, replaced and taken out in any order, what is found is
// what a look at every entry finds, page by page.
func TestWhatIsFoundIsWhatALookAtEveryEntryFinds(t *testing.T) {
	dir := t.TempDir()
	file := 0
	rapid.Check(t, func(rt *rapid.T) {
		file++
		f, err := Open(context.Background(), filepath.Join(dir, fmt.Sprint(file)))
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		m := model{}
		word := rapid.Custom(func(t *rapid.T) string { // few are frequent, many are rare
			return fmt.Sprintf("%c%d", rapid.RuneFrom([]rune("abc")).Draw(t, "letter"), rapid.IntRange(0, 1<<rapid.IntRange(0, 7).Draw(t, "rare")).Draw(t, "word"))
		})
		key := rapid.Custom(func(t *rapid.T) Key {
			return Key{rapid.Int64Range(0, 60).Draw(t, "at"), rapid.Int64Range(1, 400).Draw(t, "id")}
		})
		for range rapid.IntRange(1, 24).Draw(rt, "steps") {
			err := f.Write(context.Background(), func(w *Writing) error {
				if rapid.IntRange(0, 3).Draw(rt, "what") == 0 {
					keys := rapid.SliceOfN(key, 1, 20).Draw(rt, "remove")
					n := 0
					for k := range m {
						if slices.Contains(keys, k) {
							delete(m, k)
							n++
						}
					}
					got, err := w.Remove(keys)
					if got != n {
						rt.Fatalf("%d were taken out, want %d", got, n)
					}
					return err
				}
				list := make([]Entry, rapid.IntRange(1, 300).Draw(rt, "entries"))
				for i := range list {
					list[i] = Entry{key.Draw(rt, "key"), rapid.SliceOfN(word, 0, 5).Draw(rt, "words")}
					if m[list[i].Key] = list[i].Words; len(list[i].Words) == 0 {
						delete(m, list[i].Key)
					}
				}
				return w.Put(list)
			})
			if err != nil {
				rt.Fatal(err)
			}
		}
		err = f.Read(context.Background(), func(r *Reading) error {
			n, volumes, err := r.Count()
			if err != nil || n != len(m) || volumes > 15 {
				rt.Fatalf("%d entries in %d volumes, want %d, %v", n, volumes, len(m), err)
			}
			for range 20 {
				q := Query{All: rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Term {
					w := word.Draw(t, "word")
					return Term{w[:rapid.IntRange(1, len(w)).Draw(t, "letters")], rapid.Bool().Draw(t, "begins")}
				}), 1, 3), 1, 3).Draw(rt, "groups")}
				if rapid.Bool().Draw(rt, "span") {
					q.From, q.Until = rapid.Int64Range(0, 60).Draw(rt, "from"), rapid.Int64Range(0, 61).Draw(rt, "until")
				}
				limit := rapid.IntRange(1, 40).Draw(rt, "limit")
				for after := Latest; ; {
					got, err := r.Find(q, after, limit)
					if diff := cmp.Diff(m.find(q, after, limit), got, equateEmpty); diff != "" || err != nil {
						rt.Fatalf("%v after %v: %s %v", q, after, diff, err)
					}
					if len(got) < limit {
						break
					}
					after = got[limit-1]
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

var equateEmpty = cmp.Transformer("keys", func(k []Key) []Key {
	if k == nil {
		return []Key{}
	}
	return slices.Clip(k)
})

// bytesOf returns all that lies on the disk of a file.
func bytesOf(t *testing.T, f *File) (all []byte) {
	t.Helper()
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(f.path + end)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, b...)
	}
	return all
}

func TestWordsThatAreTakenOutStandNowhereInTheFiles(t *testing.T) {
	f := open(t)
	var gone []Key
	for batch := range 30 {
		var list []Entry
		for i := range 700 {
			k := Key{int64(i*1000 + batch), int64(batch*700 + i + 1)}
			e := Entry{k, []string{"parcel", fmt.Sprintf("order%d", k.ID), fmt.Sprintf("town%d", k.ID%50)}}
			if i%41 == batch {
				e.Words = append(e.Words, fmt.Sprintf("secret%dword", k.ID))
				gone = append(gone, k)
			}
			list = append(list, e)
		}
		if err := f.Write(t.Context(), func(w *Writing) error { return w.Put(list) }); err != nil {
			t.Fatal(err)
		}
	}
	if n := bytes.Count(bytesOf(t, f), []byte("secret")); n < len(gone) {
		t.Fatalf("only %d of %d were written", n, len(gone))
	}
	for some := range slices.Chunk(gone, len(gone)/3) {
		if err := f.Write(t.Context(), func(w *Writing) error {
			n, err := w.Remove(some)
			if n != len(some) {
				t.Errorf("%d of %d were taken out", n, len(some))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(bytesOf(t, f), []byte("secret")); n > 0 {
		t.Errorf("%d are still there", n)
	}
	if found, err := f.Sound(t.Context()); len(found) > 0 || err != nil {
		t.Error(found, err)
	}
	err := f.Read(t.Context(), func(r *Reading) error {
		got, err := r.Find(Query{All: [][]Term{{{Word: "parcel"}}}}, Latest, 100_000)
		if len(got) != 30*700-len(gone) {
			t.Errorf("%d are left", len(got))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheStateIsKeptWithTheWordsOrNotAtAll(t *testing.T) {
	f := open(t)
	stop := errors.New("stop")
	err := f.Write(t.Context(), func(w *Writing) error {
		return errors.Join(w.Put([]Entry{{Key{1, 1}, []string{"a"}}}), w.Keep([]byte("one")), stop)
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	look := func() (state []byte, n int) {
		t.Helper()
		if err := f.Read(t.Context(), func(r *Reading) (err error) {
			if state, err = r.State(); err == nil {
				n, _, err = r.Count()
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return state, n
	}
	if state, n := look(); state != nil || n != 0 {
		t.Errorf("%q, %d", state, n)
	}
	if err := f.Write(t.Context(), func(w *Writing) error {
		return errors.Join(w.Put([]Entry{{Key{1, 1}, []string{"a"}}}), w.Keep([]byte("one")))
	}); err != nil {
		t.Fatal(err)
	}
	if state, n := look(); string(state) != "one" || n != 1 {
		t.Errorf("%q, %d", state, n)
	}
	if err := f.Write(t.Context(), func(w *Writing) error { return w.Clear() }); err != nil {
		t.Fatal(err)
	}
	if state, n := look(); state != nil || n != 0 {
		t.Errorf("%q, %d", state, n)
	}
}

func TestWhatIsNoConcordanceSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database "), 5000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if err := Remove(path); err != nil {
		t.Fatal(err)
	}
	f, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Current() {
		t.Error("it is not its own file")
	}
	if err := errors.Join(Remove(path), Remove(path)); err != nil || f.Current() {
		t.Error(err)
	}
	f.Close()
}

// Leaves of any bytes are read to their end or said to be damaged.
func FuzzTake(f *testing.F) {
	f.Add(appendPiece(nil, "parcel", 3, 7, []byte{1, 2}))
	f.Add([]byte{0x80})
	f.Add([]byte{1, 'a', 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0})
	f.Fuzz(func(t *testing.T, body []byte) {
		gone := bitset{5}
		without(body, gone)
		for len(body) > 0 {
			p, err := take(&body)
			if err != nil {
				return
			}
			if n, err := p.numbers(nil); err == nil && (len(n) != p.count || !slices.IsSorted(n)) {
				t.Errorf("%v", n)
			}
		}
	})
}
