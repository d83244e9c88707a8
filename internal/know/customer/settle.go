package customer

import (
	"context"
	"maps"
	"slices"
	"strings"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/text"
)

// settling is what is known while claims are decided, and what was taken for
// them: identifiers first, in the order of their keys, then records, in the
// order of their ids, so that two who settle at once never wait for each other
// in a circle.
type settling struct {
	tx       *company.Tx
	claims   []Claim
	reserved []ID             // the id of a claim's record, should it need a new one
	owners   map[string]owner // of identifiers that are others'
	won      map[string]ID    // new identifiers that this transaction took, and for which record
	records  map[ID]Customer  // as last read
	bearers  map[string][]ID  // of shared identifiers
	crowded  map[string]bool
	locked   map[ID]bool
}

// rounds is how often claims are decided anew because others changed meanwhile
// what they rest on.
const rounds = 8

// settle decides the claims, takes their new identifiers and locks the records
// that they are about. Whoever takes an identifier first has it; the other
// waits for him, then decides again with it in hand.
func settle(ctx context.Context, tx *company.Tx, claims []Claim) (*resolver, []ID, error) {
	st := &settling{tx: tx, claims: claims, reserved: make([]ID, len(claims)), won: map[string]ID{}, records: map[ID]Customer{}, locked: map[ID]bool{}}
	if err := st.read(ctx); err != nil {
		return nil, nil, err
	}
	for range rounds {
		s, ids := st.decide()
		if lost, err := st.take(ctx, s.fresh); err != nil {
			return nil, nil, err
		} else if lost {
			continue
		}
		if changed, err := st.lock(ctx); err != nil {
			return nil, nil, err
		} else if changed {
			continue
		}
		return s, ids, nil
	}
	return nil, nil, database.ErrAgain
}

// read reads to whom the claims' identifiers belong.
func (st *settling) read(ctx context.Context) (err error) {
	var keys []string
	for _, c := range st.claims {
		for _, h := range c.Identifiers {
			keys = append(keys, h.Key())
		}
	}
	slices.Sort(keys)
	st.owners = map[string]owner{}
	if keys = slices.Compact(keys); len(keys) > 0 {
		if st.owners, err = readOwners(ctx, st.tx, keys); err != nil {
			return err
		}
	}
	if err := st.readBearers(ctx); err != nil {
		return err
	}
	return st.readRecords(ctx)
}

// readBearers reads who has the shared addresses and numbers of claims: those
// whose name has the longest word of the claim's, and the first dozen.
func (st *settling) readBearers(ctx context.Context) error {
	var asked []bearerQuery
	for _, c := range st.claims {
		for _, h := range c.Identifiers {
			if st.owners[h.Key()].shared && (h.Kind == "email" || h.Kind == "phone") {
				asked = append(asked, bearerQuery{key: h.Key(), term: h.terms()[0], word: longestWord(c.Name)})
			}
		}
	}
	if len(asked) == 0 {
		return nil
	}
	var err error
	st.bearers, st.crowded, err = readBearers(ctx, st.tx, asked)
	return err
}

// longestWord returns the longest folded word of a name, which narrows most.
func longestWord(name string) (longest string) {
	for w := range text.Words(text.Fold(name)) {
		if len(w) > len(longest) {
			longest = w
		}
	}
	return longest
}

// readRecords reads the records that claims may be about and that were not read yet.
func (st *settling) readRecords(ctx context.Context) error {
	var missing []ID
	for _, id := range st.about() {
		if _, read := st.records[id]; !read {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	list, err := readRecords(ctx, st.tx, missing)
	for _, r := range list {
		st.records[r.ID] = r
		st.locked[r.ID] = st.tx.Alone() // nobody else writes: as good as locked
	}
	return err
}

// about returns the records that are there and that claims may be about, in
// ascending order.
func (st *settling) about() []ID {
	ids := map[ID]bool{}
	for _, o := range st.owners {
		if o.id != 0 {
			ids[o.id] = true
		}
	}
	for _, c := range st.claims {
		if c.Known != 0 {
			ids[c.Known] = true
		}
	}
	for _, bear := range st.bearers {
		for _, id := range bear {
			ids[id] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// decide decides all claims with what is known.
func (st *settling) decide() (*resolver, []ID) {
	s := newResolver(st.tx)
	s.owners = maps.Clone(st.owners)
	for id, r := range st.records {
		s.records[id] = &r
	}
	for key, ids := range st.bearers {
		s.bearers[key] = slices.Clone(ids)
	}
	s.crowded = st.crowded
	ids := make([]ID, len(st.claims))
	for i, c := range st.claims {
		s.reserved = &st.reserved[i]
		if ids[i] = c.Known; c.Known == 0 {
			ids[i] = s.decide(c)
		}
	}
	return s, ids
}

// take takes new identifiers for their records. It tells whether somebody else
// had taken one meanwhile, whose it is then.
func (st *settling) take(ctx context.Context, fresh []freshKey) (lost bool, err error) {
	var mine []freshKey
	moved := map[string]ID{}
	for _, f := range fresh {
		if id, won := st.won[f.key]; !won {
			mine = append(mine, f)
		} else if id != f.id {
			moved[f.key] = f.id
		}
	}
	slices.SortFunc(mine, func(a, b freshKey) int { return strings.Compare(a.key, b.key) })
	taken, err := insertIdentifiers(ctx, st.tx, mine)
	if err != nil {
		return false, err
	}
	// Whose row it is does not tell who put it there: another may have taken the
	// same identifier for the same record.
	ours := make(map[string]bool, len(taken))
	for _, key := range taken {
		ours[key] = true
	}
	var others []string
	for _, f := range mine {
		if ours[f.key] {
			st.won[f.key] = f.id
		} else {
			others = append(others, f.key)
		}
	}
	if len(others) > 0 {
		return true, st.lose(ctx, others)
	}
	for key, id := range moved {
		st.won[key] = id
	}
	return false, moveIdentifiers(ctx, st.tx, moved)
}

// lose finds out whose identifiers are that others have taken.
func (st *settling) lose(ctx context.Context, keys []string) error {
	now, err := readOwners(ctx, st.tx, keys)
	if err != nil {
		return err
	}
	maps.Copy(st.owners, now)
	return st.readRecords(ctx)
}

// lock locks the records that the claims may be about. It tells whether one
// changed since it was read.
func (st *settling) lock(ctx context.Context) (changed bool, err error) {
	var ids []ID
	for _, id := range st.about() {
		if !st.locked[id] {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return false, nil
	}
	list, err := lockStamps(ctx, st.tx, ids)
	if err != nil {
		return false, err
	}
	var outrun []ID
	for _, now := range list {
		if now.erased {
			return false, database.ErrAgain // whoever had the identifier is gone: it is free
		}
		if was := st.records[now.id]; was.Version != now.version || was.PersonID != now.person {
			delete(st.records, now.id)
			outrun = append(outrun, now.id)
		}
		st.locked[now.id] = true
	}
	if len(outrun) == 0 {
		return false, nil
	}
	err = st.readRecords(ctx)
	for _, id := range outrun {
		st.locked[id] = true // read again, and locked all the while
	}
	return true, err
}
