package torture

import "sync"

// book is what was sent and what was promised: an answer that says recorded, or
// done, is a promise.
type book struct {
	mu       sync.Mutex
	rows     map[string]*entry // by source_ref
	promised []string          // ids of interactions
	records  []string          // customers that an answer named, each once
	named    map[string]bool
	voided   map[string]bool  // interactions that were promised to be out
	merged   map[string]bool  // merges, and whether they were promised to be undone
	said     map[string]bool  // corrections, and whether they were promised to be taken back
	worth    map[string]int64 // the newest promised value of a record
	erased   map[string]bool  // customers that were promised to be gone
	wrong    []string         // what an answer itself gave away
}

// entry is one interaction that was sent.
type entry struct {
	id       string // as the answer named it
	promised bool
}

func newBook() *book {
	return &book{rows: map[string]*entry{}, named: map[string]bool{}, voided: map[string]bool{}, merged: map[string]bool{}, said: map[string]bool{}, worth: map[string]int64{}, erased: map[string]bool{}}
}

// sent notes what is on its way.
func (b *book) sent(refs []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ref := range refs {
		if b.rows[ref] == nil {
			b.rows[ref] = &entry{}
		}
	}
}

// answered notes what was answered to each, and what cannot be right about it.
// It returns how many were promised that were not before.
func (b *book) answered(refs []string, results []result) (fresh int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(results) != len(refs) {
		b.wrong = append(b.wrong, "an answer has another number of rows than what was sent")
		return 0
	}
	for i, a := range results {
		e := b.rows[refs[i]]
		switch {
		case a.Status != "recorded" && a.Status != "duplicate":
			b.wrong = append(b.wrong, "a good row was answered "+a.Status+" "+a.Problem.Code)
			continue
		case e.promised && a.Status == "recorded":
			b.wrong = append(b.wrong, refs[i]+" was recorded a second time")
		case e.promised && a.ID != e.id:
			b.wrong = append(b.wrong, refs[i]+" was promised as "+e.id+" and is now "+a.ID)
		}
		if !e.promised {
			fresh++
			b.promised = append(b.promised, a.ID)
		}
		e.id, e.promised = a.ID, true
		if !b.named[a.CustomerID] {
			b.named[a.CustomerID] = true
			b.records = append(b.records, a.CustomerID)
		}
	}
	return fresh
}

// do notes something under the lock.
func (b *book) do(fn func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	fn()
}
