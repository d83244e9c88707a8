package words

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/listen/interaction"
	"regard/internal/platform/concordance"
	"regard/internal/platform/journal"
)

const (
	factsAtOnce = 10_000  // facts that are followed in one transaction
	readAtOnce  = 1000    // interactions that are read at once
	textAtOnce  = 8 << 20 // bytes of text after which a transaction ends
)

// state is how far the file has come; it is kept in it.
type state struct {
	At    place          // what has been followed
	Fact  string         // which fact stands there; another one: it is another journal
	Until time.Time      // when that was recorded
	Below interaction.ID // interactions with lower ids are still to be read; 0: all were
	Back  time.Time      // when the last of those that were read was recorded
}

// place is a position as the file keeps it.
type place struct{ Transaction, ID int64 }

func (p place) position() journal.Position { return journal.Position(p) }

// stepped is what a step did.
type stepped struct {
	more     bool // there is more to do at once
	followed int  // facts
	read     int  // interactions whose words were put in
	removed  bool // words may have been taken out
	at       journal.Position
}

// step follows what has happened; where that is nothing, it reads some of the
// interactions that were there before the file.
func (x *Index) step(ctx context.Context) (done stepped, err error) {
	err = x.with(ctx, true, func(f *concordance.File) error {
		idle, err := x.idle(ctx, f)
		if err != nil || idle {
			return err
		}
		if done, err = x.follow(ctx, f); err != nil || done.followed > 0 {
			done.more = true
			return err
		}
		done, err = x.read(ctx, f)
		return err
	})
	return done, err
}

// idle tells, without writing, whether there is nothing to do.
func (x *Index) idle(ctx context.Context, f *concordance.File) (idle bool, err error) {
	s, is, err := readState(ctx, f)
	if err != nil || !is || s.Below != 0 {
		return false, err
	}
	return idle, x.office.View(ctx, company.System, func(tx *company.Tx) (err error) {
		idle, err = s.current(ctx, tx)
		return err
	})
}

func readState(ctx context.Context, f *concordance.File) (s state, is bool, err error) {
	err = f.Read(ctx, func(r *concordance.Reading) (err error) {
		s, is, err = stateOf(r)
		return err
	})
	return s, is, err
}

func stateOf(r *concordance.Reading) (s state, is bool, err error) {
	text, err := r.State()
	if err != nil || text == nil {
		return s, false, err
	}
	if json.Unmarshal(text, &s) != nil {
		return s, false, concordance.ErrDamaged
	}
	return s, true, nil
}

// follow follows facts. The file is taken for writing first and the database
// read then: whoever writes words down after somebody's were taken away has
// read them after that too.
func (x *Index) follow(ctx context.Context, f *concordance.File) (done stepped, err error) {
	return done, f.Write(ctx, func(w *concordance.Writing) error {
		return x.office.View(ctx, company.System, func(tx *company.Tx) error {
			done = stepped{}
			s, err := x.begin(ctx, tx, w)
			if err != nil {
				return err
			}
			list, next, n, err := journal.About(ctx, tx.Tx, s.At.position(), factsAtOnce, interaction.FactRecorded, interaction.FactReworded)
			if err != nil {
				return err
			}
			var entries []concordance.Entry
			for bytes := 0; len(list) > 0; {
				some := list[:min(readAtOnce, len(list))]
				list = list[len(some):]
				read, size, err := entriesOf(ctx, tx, some)
				if err != nil {
					return err
				}
				entries = append(entries, read...)
				if bytes += size; bytes > textAtOnce && len(list) > 0 {
					next, list = some[len(some)-1].Position, nil
				}
				done.removed = done.removed || slices.ContainsFunc(some, func(f journal.Fact) bool { return f.Kind == interaction.FactReworded })
			}
			if done.followed, done.read, done.at = n, len(entries), s.At.position(); n == 0 {
				return nil
			}
			if err := w.Put(entries); err != nil {
				return err
			}
			done.at = next
			return s.move(ctx, tx, w, next)
		})
	})
}

// entriesOf reads the words that interactions have now, which may be others than
// when the facts were journalled.
func entriesOf(ctx context.Context, tx *company.Tx, facts []journal.Fact) (list []concordance.Entry, size int, err error) {
	ids := make([]interaction.ID, len(facts))
	for k, f := range facts {
		ids[k] = interaction.ID(f.SubjectID)
	}
	slices.Sort(ids)
	said, err := interaction.SaidIn(ctx, tx, slices.Compact(ids))
	if err != nil {
		return nil, 0, err
	}
	for _, i := range said {
		list = append(list, entry(i))
		size += len(i.Subject) + len(i.Text)
	}
	return list, size, nil
}

// move notes how far the file has come.
func (s *state) move(ctx context.Context, tx *company.Tx, w *concordance.Writing, to journal.Position) error {
	fact, is, err := journal.At(ctx, tx.Tx, to)
	if err != nil || !is {
		return err
	}
	s.At, s.Fact, s.Until = place(to), mark(fact), fact.RecordedAt
	return s.keep(w)
}

func (s state) keep(w *concordance.Writing) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return w.Keep(text)
}

// mark tells a fact from any other that could stand in its place.
func mark(f journal.Fact) string {
	return fmt.Sprint(f.Kind, f.SubjectID, f.Version, f.RecordedAt.UnixMicro())
}

// begin returns how far the file has come. One that is new, or has followed what
// is not in this journal (it is of a database that was put back to an earlier
// day, or of another one; or the journal was trimmed meanwhile), begins anew:
// from now on, and from the newest interaction backwards.
func (x *Index) begin(ctx context.Context, tx *company.Tx, w *concordance.Writing) (s state, err error) {
	s, is, err := stateOf(&w.Reading)
	if err != nil {
		return s, err
	}
	if is {
		same, err := s.follows(ctx, tx)
		if err != nil || same {
			return s, err
		}
		if s.At != (place{}) {
			x.log.Warn("the file of words has followed another journal than this database's: it is made anew")
		}
	}
	if err := w.Clear(); err != nil {
		return s, err
	}
	end, err := journal.End(ctx, tx.Tx)
	if err != nil {
		return s, err
	}
	newest, err := interaction.NewestID(ctx, tx)
	if err != nil {
		return s, err
	}
	s = state{}
	if newest != 0 {
		s.Below = newest + 1
	}
	if end == (journal.Position{}) {
		return s, s.keep(w)
	}
	err = s.move(ctx, tx, w, end)
	return s, err
}

// follows tells whether the journal is the one that has been followed.
func (s state) follows(ctx context.Context, tx *company.Tx) (bool, error) {
	if s.At == (place{}) { // it was empty, and what came then may have been trimmed
		end, err := journal.End(ctx, tx.Tx)
		return end == s.At.position(), err
	}
	fact, is, err := journal.At(ctx, tx.Tx, s.At.position())
	return is && mark(fact) == s.Fact, err
}

// current tells whether nothing has happened that the file has not followed.
func (s state) current(ctx context.Context, tx *company.Tx) (bool, error) {
	end, err := journal.End(ctx, tx.Tx)
	if err != nil || end != s.At.position() {
		return false, err
	}
	return s.follows(ctx, tx)
}

// read puts in the words of some interactions that were there before the file,
// the newest first.
func (x *Index) read(ctx context.Context, f *concordance.File) (done stepped, err error) {
	return done, f.Write(ctx, func(w *concordance.Writing) error {
		return x.office.View(ctx, company.System, func(tx *company.Tx) error {
			done = stepped{}
			s, err := x.begin(ctx, tx, w)
			if err != nil || s.Below == 0 {
				return err
			}
			var entries []concordance.Entry
			for bytes := 0; len(entries) < factsAtOnce/2 && bytes < textAtOnce; {
				said, err := interaction.SaidBefore(ctx, tx, s.Below, readAtOnce)
				if err != nil {
					return err
				}
				if len(said) == 0 {
					s.Below = 0
					break
				}
				last := said[len(said)-1]
				s.Below, s.Back = last.ID, last.RecordedAt
				for _, i := range said {
					entries = append(entries, entry(i))
					bytes += len(i.Subject) + len(i.Text)
				}
			}
			done.more, done.read = true, len(entries)
			if err := w.Put(entries); err != nil {
				return err
			}
			return s.keep(w)
		})
	})
}
