package words_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/listen/words"
	"regard/internal/platform/problem"
)

// house is a company with its words.
type house struct {
	*testing.T
	o    *company.Office
	path string
	x    *words.Index
	n    int // interactions recorded
}

func each(t *testing.T, fn func(h *house)) {
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		h := &house{T: t, o: o, path: filepath.Join(t.TempDir(), "words.db")}
		h.x = words.New(o, h.path, slog.New(slog.DiscardHandler))
		t.Cleanup(func() { h.x.Close() })
		fn(h)
	})
}

// says has somebody say something so many hours ago.
func (h *house) says(mail, text string, hours int, more ...func(*interaction.Draft)) interaction.ID {
	h.Helper()
	h.n++
	d := interaction.Draft{Source: "desk", SourceRef: fmt.Sprint(h.n), OccurredAt: companytest.Now.Add(-time.Duration(hours) * time.Hour), Channel: interaction.Email,
		Text: text, Identifiers: []customer.Identifier{{Kind: "email", Value: mail}}, Contributor: "support"}
	for _, m := range more {
		m(&d)
	}
	var id interaction.ID
	h.update(func(ctx context.Context, tx *company.Tx) error {
		got, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Live)
		if err == nil {
			err = got[0].Problem
		}
		if err == nil {
			id = got[0].ID
		}
		return err
	})
	return id
}

func (h *house) update(fn func(ctx context.Context, tx *company.Tx) error) {
	h.Helper()
	companytest.Update(h.T, h.o, fn)
}

func (h *house) catchUp() {
	h.Helper()
	if err := h.x.CatchUp(h.Context(), nil); err != nil {
		h.Fatal(err)
	}
}

func (h *house) answer(who company.Actor, q words.Question, from interaction.Cursor, limit int) (a words.Answer) {
	h.Helper()
	err := h.o.View(h.Context(), who, func(tx *company.Tx) (err error) {
		a, err = h.x.Find(h.Context(), tx, q, from, limit)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return a
}

// find returns the texts of what is found, the latest first.
func (h *house) find(q string, narrow ...func(*words.Question)) []string {
	h.Helper()
	return h.findAs(company.System, q, narrow...)
}

func (h *house) findAs(who company.Actor, q string, narrow ...func(*words.Question)) (texts []string) {
	h.Helper()
	question := words.Question{Words: q}
	for _, n := range narrow {
		n(&question)
	}
	for _, x := range h.answer(who, question, interaction.Newest, 50).Hits {
		texts = append(texts, x.Text)
	}
	return texts
}

func (h *house) want(q string, texts ...string) {
	h.Helper()
	if diff := cmp.Diff(texts, h.find(q)); diff != "" {
		h.Errorf("%s: %s", q, diff)
	}
}

func TestEveryWordIsThereAndTheLastMayOnlyBegin(t *testing.T) {
	each(t, func(h *house) {
		h.says("ada@example.com", "The parcel came late.", 1)
		h.says("bob@example.com", "Where is my PARCEL, please?", 2)
		h.says("ada@example.com", "Größe passt nicht: order 4711", 3, func(d *interaction.Draft) { d.Subject = "Späte Lieferung" })
		h.says("cy@example.com", "parcelling is fun", 4)
		h.says("cy@example.com", "", 5, func(d *interaction.Draft) { d.Channel = interaction.Web })
		h.catchUp()
		h.want("parcel", "The parcel came late.", "Where is my PARCEL, please?", "parcelling is fun")
		h.want("par", "The parcel came late.", "Where is my PARCEL, please?", "parcelling is fun")
		h.want("parcel late", "The parcel came late.")
		h.want("LATE  parcel!", "The parcel came late.")
		h.want("grosse spat", "Größe passt nicht: order 4711")
		h.want("4711", "Größe passt nicht: order 4711")
		h.want("par late")
		h.want("nothing")
		h.want("email")
	})
}

func TestWhatIsFoundComesByThePageAndIsNarrowed(t *testing.T) {
	each(t, func(h *house) {
		for i := range 45 {
			h.says(fmt.Sprintf("c%d@example.com", i%7), fmt.Sprintf("parcel %d", i), i*5%45, func(d *interaction.Draft) {
				if i%3 == 0 {
					d.Channel, d.Contributor = interaction.Phone, "carrier-north"
				}
			})
			if i%10 == 0 {
				h.catchUp()
			}
		}
		h.catchUp()
		var pages []int
		var at []time.Time
		for from, more := interaction.Newest, true; more; {
			a := h.answer(company.System, words.Question{Words: "parcel"}, from, 20)
			for _, x := range a.Hits {
				at = append(at, x.OccurredAt)
			}
			pages, from, more = append(pages, len(a.Hits)), a.Next, a.More
		}
		if diff := cmp.Diff([]int{20, 20, 5}, pages); diff != "" || !slices.IsSortedFunc(at, func(a, b time.Time) int { return b.Compare(a) }) {
			h.Errorf("%s %v", diff, at)
		}
		count := func(want int, narrow ...func(*words.Question)) {
			h.Helper()
			if got := h.find("parcel", narrow...); len(got) != want {
				h.Errorf("%d: %v", len(got), got)
			}
		}
		count(15, func(q *words.Question) { q.Channel = interaction.Phone })
		count(10, func(q *words.Question) { q.From = companytest.Now.Add(-9 * time.Hour) })
		count(5, func(q *words.Question) { q.From, q.Until = companytest.Now.Add(-9*time.Hour), companytest.Now })
		var carrier int64
		h.update(func(ctx context.Context, tx *company.Tx) error {
			d, err := tx.Directory(ctx)
			carrier = d.ContributorID("carrier")
			return err
		})
		count(15, func(q *words.Question) { q.Contributor = carrier })
		// A partner's user finds what the partner had in hand, and nothing else.
		if got := h.findAs(company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner, ContributorID: carrier}, "parcel"); len(got) != 15 {
			h.Errorf("a partner found %v", got)
		}
		if got := h.findAs(company.Actor{Kind: company.ActorUser, ID: 1, Role: company.RolePartner}, "parcel"); len(got) != 0 {
			h.Errorf("a partner's user of no partner found %v", got)
		}
	})
}

func TestWhatIsVoidErasedOrOfNoCustomerIsNotFound(t *testing.T) {
	each(t, func(h *house) {
		void := h.says("ada@example.com", "parcel one", 1)
		moved := h.says("ada@example.com", "parcel two", 2)
		h.says("bob@example.com", "parcel three", 3)
		h.says("news@letter.example", "parcel four", 4)
		h.catchUp()
		var undo int64
		h.update(func(ctx context.Context, tx *company.Tx) error {
			people, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: "news@letter.example"})
			if err != nil {
				return err
			}
			if _, err := customer.Reclass(ctx, tx, people[0].ID, customer.Newsletter, "it is one"); err != nil {
				return err
			}
			taken, err := interaction.Void(ctx, tx, void, "slip")
			undo = taken.ID
			return err
		})
		h.want("parcel", "parcel two", "parcel three")
		h.catchUp()
		h.want("parcel", "parcel two", "parcel three")
		h.update(func(ctx context.Context, tx *company.Tx) error {
			_, err := interaction.TakeBack(ctx, tx, undo)
			if err != nil {
				return err
			}
			bob, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: "bob@example.com"})
			if err != nil {
				return err
			}
			_, err = interaction.Move(ctx, tx, moved, bob[0].ID, "it was his")
			return err
		})
		h.catchUp()
		h.want("parcel", "parcel one", "parcel two", "parcel three")
		h.update(func(ctx context.Context, tx *company.Tx) error {
			bob, err := customer.Peek(ctx, tx, customer.Identifier{Kind: "email", Value: "bob@example.com"})
			if err != nil {
				return err
			}
			_, err = customer.Erase(ctx, tx, bob[0].ID) // hidden at once, though his words are still in the file
			return err
		})
		h.want("parcel", "parcel one")
	})
}

func TestWordsThatAreNoLongerKeptStandNowhereInTheFile(t *testing.T) {
	each(t, func(h *house) {
		gone := h.says("ada@example.com", "qzxsecret parcel", 1)
		for i := range 20 {
			h.says("bob@example.com", fmt.Sprintf("parcel qzxother%d", i), 2+i)
		}
		h.catchUp()
		if n := h.inFile("qzxsecret"); n == 0 {
			h.Fatal("it is not in the file")
		}
		h.update(func(ctx context.Context, tx *company.Tx) error {
			return interaction.WipeTexts(ctx, tx, interaction.Words, []int64{int64(gone)})
		})
		if err := h.x.Forget(h.Context()); err != nil {
			h.Fatal(err)
		}
		if n := h.inFile("qzxsecret"); n != 0 {
			h.Errorf("it is in the file %d times", n)
		}
		h.want("qzxother19", "parcel qzxother19")
		if got := h.find("parcel"); len(got) != 20 {
			h.Errorf("%v", got)
		}
	})
}

// On PostgreSQL whoever began to write before hides what was journalled since: words
// are not said to be forgotten until they are.
func TestForgettingWaitsForWhoBeganBefore(t *testing.T) {
	each(t, func(h *house) {
		if h.o.DB.Writers() == 1 {
			h.Skip("nobody writes beside another here")
		}
		gone := h.says("ada@example.com", "qzxsecret parcel", 1)
		h.catchUp()
		began, hold := make(chan struct{}), make(chan struct{})
		var holding sync.WaitGroup
		holding.Go(func() {
			h.update(func(ctx context.Context, tx *company.Tx) error {
				// Only who writes has a number in the order of transactions.
				_, err := tx.Exec(ctx, `UPDATE follower SET moved_at = $1 WHERE name = $2`, tx.Now, "nobody's")
				if err == nil {
					err = tx.Row(ctx, `SELECT pg_current_xact_id()::text`).Scan(new(string))
				}
				close(began)
				<-hold
				return err
			})
		})
		<-began
		h.update(func(ctx context.Context, tx *company.Tx) error {
			return interaction.WipeTexts(ctx, tx, interaction.Words, []int64{int64(gone)})
		})
		forgotten := make(chan error, 1)
		go func() { forgotten <- h.x.Forget(h.Context()) }()
		select {
		case err := <-forgotten:
			h.Errorf("it is said to be forgotten (%v), and is in the file %d times", err, h.inFile("qzxsecret"))
		case <-time.After(300 * time.Millisecond):
		}
		close(hold)
		holding.Wait()
		if err := <-forgotten; err != nil {
			h.Error(err)
		}
		if n := h.inFile("qzxsecret"); n != 0 {
			h.Errorf("it is in the file %d times", n)
		}
	})
}

// inFile counts a word in the file and its log.
func (h *house) inFile(word string) (n int) {
	h.Helper()
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(h.path + end)
		if err != nil {
			h.Fatal(err)
		}
		n += strings.Count(string(b), word)
	}
	return n
}

func TestWhatWasThereBeforeTheFileIsReadBackwards(t *testing.T) {
	each(t, func(h *house) {
		h.says("ada@example.com", "parcel one", 1)
		h.says("ada@example.com", "parcel two", 2)
		if a := h.answer(company.System, words.Question{Words: "parcel"}, interaction.Newest, 5); len(a.Hits) != 0 || !a.Reach.None {
			h.Errorf("%+v", a)
		}
		if err := h.x.Forget(h.Context()); err != nil { // makes no file
			h.Fatal(err)
		}
		if _, err := os.Stat(h.path); err == nil {
			h.Error("there is a file")
		}
		read := 0
		if err := h.x.CatchUp(h.Context(), func(n int) { read += n }); err != nil || read != 2 {
			h.Errorf("%d were read, %v", read, err) // and not followed again from the journal's beginning
		}
		h.says("ada@example.com", "parcel three", 3)
		a := h.answer(company.System, words.Question{Words: "parcel"}, interaction.Newest, 5)
		if len(a.Hits) != 2 || a.Reach.Until.IsZero() || a.Reach.None || !a.Reach.Back.IsZero() {
			h.Errorf("%+v", a.Reach)
		}
		h.catchUp()
		a = h.answer(company.System, words.Question{Words: "parcel"}, interaction.Newest, 5)
		if len(a.Hits) != 3 || a.Reach != (words.Reach{}) {
			h.Errorf("%+v", a.Reach)
		}
	})
}

func TestAFileThatIsDamagedRemovedOrOfAnotherJournalIsMadeAnew(t *testing.T) {
	each(t, func(h *house) {
		h.says("ada@example.com", "parcel qzxone", 1)
		h.catchUp()
		h.want("parcel", "parcel qzxone")
		// Somebody removes it under a server.
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(h.path + end)
		}
		h.says("ada@example.com", "parcel two", 2)
		h.catchUp()
		h.want("parcel", "parcel qzxone", "parcel two")
		// It is overwritten.
		h.x.Close()
		if err := os.WriteFile(h.path, []byte(strings.Repeat("garbage ", 4000)), 0o600); err != nil {
			h.Fatal(err)
		}
		if a := h.answer(company.System, words.Question{Words: "parcel"}, interaction.Newest, 5); !a.Reach.None {
			h.Errorf("%+v", a)
		}
		h.catchUp()
		h.want("parcel", "parcel qzxone", "parcel two")
		// The database is another one's: the file has followed what is not there.
		other := h.path
		another := companytest.Now.Add(time.Minute) // else its ids would be the same
		companytest.EachClock(h.T, func() time.Time { return another }, func(t *testing.T, o *company.Office) {
			g := &house{T: t, o: o, path: filepath.Join(t.TempDir(), "words.db")}
			b, err := os.ReadFile(other)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(g.path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			g.x = words.New(o, g.path, slog.New(slog.DiscardHandler))
			defer g.x.Close()
			g.says("eve@example.com", "another parcel", 1)
			g.says("eve@example.com", "parcel again", 2)
			g.catchUp()
			g.want("parcel", "another parcel", "parcel again")
			if n := g.inFile("qzxone"); n != 0 {
				t.Errorf("the other's words are still there %d times", n)
			}
		})
	})
}

// Several processes follow into one file while others record: each
// interaction is there once.
func TestSeveralFollowersOfOneFileNeitherSkipNorDouble(t *testing.T) {
	each(t, func(h *house) {
		for i := range 20 {
			h.says("ada@example.com", fmt.Sprintf("before %d parcel", i), i)
		}
		done := make(chan struct{})
		var wg sync.WaitGroup
		for range 3 {
			x := words.New(h.o, h.path, slog.New(slog.DiscardHandler))
			wg.Go(func() {
				defer x.Close()
				for {
					if err := x.CatchUp(context.Background(), nil); err != nil && problem.KindOf(err) != problem.Unavailable {
						h.Error(err)
						return
					}
					select {
					case <-done:
						return
					default:
					}
				}
			})
		}
		for i := range 60 {
			h.says("bob@example.com", fmt.Sprintf("during %d parcel", i), i)
		}
		close(done)
		wg.Wait()
		h.catchUp()
		a := h.answer(company.System, words.Question{Words: "parcel"}, interaction.Newest, 200)
		seen := map[interaction.ID]bool{}
		for _, x := range a.Hits {
			seen[x.ID] = true
		}
		if len(a.Hits) != 80 || len(seen) != 80 {
			h.Errorf("%d found, %d different", len(a.Hits), len(seen))
		}
		h.checks()
	})
}

// checks asks whether the file is what the ledger says.
func (h *house) checks() {
	h.Helper()
	err := h.o.View(h.Context(), company.System, func(tx *company.Tx) error {
		c, err := h.x.Check(h.Context(), tx, nil)
		if c.Looked == 0 || c.Behind || len(c.Found) > 0 {
			h.Errorf("%+v", c)
		}
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
}

func TestAQuestionWithoutAWordSaysSo(t *testing.T) {
	each(t, func(h *house) {
		err := h.o.View(h.Context(), company.System, func(tx *company.Tx) error {
			_, err := h.x.Find(h.Context(), tx, words.Question{Words: " ?! "}, interaction.Newest, 5)
			return err
		})
		if problem.KindOf(err) != problem.Invalid {
			h.Error(err)
		}
	})
}
