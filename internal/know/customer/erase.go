package customer

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// JobErase is the job that wipes an erased person out of every room.
const JobErase = "customer.erase"

// Erasure is that a person was erased: never whom, but by the ids under which
// only numbers are left.
type Erasure struct {
	ID         int64
	CustomerID ID // the record that stood for him
	Actor      string
	ErasedAt   time.Time
	DoneAt     time.Time // zero while rooms are still being wiped
	Report     ErasureReport
}

// ErasureReport says what an erasure wiped, and what it could not reach.
type ErasureReport struct {
	Records []ID             `json:"records"`
	Wiped   map[string]int64 `json:"wiped,omitempty"` // rows by what they were
	Files   []ErasedFile     `json:"files,omitempty"`
}

// ErasedFile is what became of a file that had been written out of here.
type ErasedFile struct {
	ID      int64  `json:"id"` // of the file's row in the register
	What    string `json:"what"`
	Removed int64  `json:"removed,omitempty"` // rows; -1: the whole file
	Trouble string `json:"trouble,omitempty"` // why it could not be reached: gone, unreadable
}

// Erased is what rooms are told of a person whom they are to wipe. It lies in
// the job's payload and goes with the job.
type Erased struct {
	Erasure int64  `json:"erasure"`
	Records []ID   `json:"records"`
	Traces  Traces `json:"traces"`
	Salt    string `json:"salt"` // random, so that no digest can be guessed back once it is gone
}

// Gone stands where a text was removed.
const Gone = "▮▮▮"

// digestForm is what Digest returns.
var digestForm = regexp.MustCompile(`^~[a-z2-7]{26}$`)

// Digest returns what stands in the place of a text from now on: the same for
// the same text of the same erasure, and without the salt, which goes with the
// job, nobody can tell of which. What is a digest stays as it is.
func (e Erased) Digest(text string) string {
	if text == "" || IsDigest(text) {
		return text
	}
	h := hmac.New(sha256.New, []byte(e.Salt))
	h.Write([]byte(text))
	return digestText(h.Sum(nil))
}

// IsDigest tells whether a text is what Digest or Fingerprint return.
func IsDigest(text string) bool { return digestForm.MatchString(text) }

func digestText(sum []byte) string {
	return "~" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// Fingerprint returns a digest without salt, by which a text is recognised
// when it comes again.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return digestText(sum[:])
}

// Erase removes a person for good: all his records. He is hidden at once and
// nothing finds him any more; a job wipes what the rooms keep of him. What
// happened stays as numbers that are nobody's. It cannot be undone.
func Erase(ctx context.Context, tx *company.Tx, id ID) (e Erasure, err error) {
	defer problem.Wrap(&err, "customer.Erase")
	people, err := findAll(ctx, tx, []ID{id})
	if err != nil {
		return e, err
	}
	if len(people) == 0 {
		return e, missing(ctx, tx, id)
	}
	p := people[0]
	if _, err := lockPerson(ctx, tx, p); err != nil {
		return e, err
	}
	if now, err := readPersons(ctx, tx, []ID{p.ID}); err != nil {
		return e, err
	} else if slices.ContainsFunc(now, func(r Customer) bool { return r.ErasedAt.IsZero() && !slices.Contains(p.IDs(), r.ID) }) {
		return e, database.ErrAgain // somebody was merged into him since
	}
	return eraseRecords(ctx, tx, p.IDs())
}

// EraseAgain erases those of the records that were erased before and are here
// all the same, because an older database was put back. It returns the erasures.
func EraseAgain(ctx context.Context, tx *company.Tx, ids []ID) (all []Erasure, err error) {
	defer problem.Wrap(&err, "customer.EraseAgain")
	records, err := readRecords(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	byPerson := map[ID][]ID{}
	for _, r := range records {
		if r.ErasedAt.IsZero() {
			byPerson[r.PersonID] = append(byPerson[r.PersonID], r.ID)
		}
	}
	for _, group := range byPerson {
		e, err := eraseRecords(ctx, tx, group)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func eraseRecords(ctx context.Context, tx *company.Tx, ids []ID) (e Erasure, err error) {
	ids = slices.Sorted(slices.Values(ids))
	records, err := lockRecords(ctx, tx, ids)
	if err != nil {
		return e, err
	}
	others, err := partRecords(ctx, tx, records)
	if err != nil {
		return e, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return e, err
	}
	merges, err := readMergesAbout(ctx, tx, ids)
	if err != nil {
		return e, err
	}
	if err := forget(ctx, tx, records, merges); err != nil {
		return e, err
	}
	w := Erased{Erasure: tx.NewID(), Records: ids, Traces: tracesOf(records, d.Profile.PhoneRegion), Salt: rand.Text()}
	e = Erasure{ID: w.Erasure, CustomerID: records[0].PersonID, Actor: tx.Actor.String(), ErasedAt: tx.Now, Report: ErasureReport{Records: ids}}
	if len(others) > 0 || !slices.Contains(ids, e.CustomerID) {
		e.CustomerID = ids[0]
	}
	if err := insertErasure(ctx, tx, e); err != nil {
		return e, err
	}
	if err := job.Add(ctx, tx.Tx, JobErase, database.FormatID("era", e.ID), tx.Now, w); err != nil {
		return e, err
	}
	facts := make([]journal.Fact, len(records))
	for i, r := range records {
		facts[i] = journal.Fact{Kind: FactErased, SubjectID: int64(r.ID), CustomerID: int64(r.ID), Version: r.Version + 1, News: true}
	}
	if err := company.Audit(ctx, tx, FactErased, e.CustomerID.String(), map[string]int{"records": len(records)}); err != nil {
		return e, err
	}
	tx.Journal(facts...)
	return e, nil
}

// partRecords parts records from those of the same person that stay, who are a
// person of their own from now on. It returns these.
func partRecords(ctx context.Context, tx *company.Tx, records []Customer) (others []ID, err error) {
	all, err := readPersons(ctx, tx, []ID{records[0].PersonID})
	if err != nil {
		return nil, err
	}
	going := idsOf(records)
	for _, r := range all {
		if !slices.Contains(going, r.ID) {
			others = append(others, r.ID)
		}
	}
	if len(others) == 0 {
		return nil, nil
	}
	slices.Sort(others)
	if err := setPerson(ctx, tx, others, others[0]); err != nil {
		return nil, err
	}
	return others, setPerson(ctx, tx, going, going[0])
}

func idsOf(records []Customer) []ID {
	ids := make([]ID, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}

// forget takes away all that says who the records were.
func forget(ctx context.Context, tx *company.Tx, records []Customer, merges []Merge) error {
	ids := idsOf(records)
	subjects := make([]string, 0, len(ids)+len(merges))
	for _, id := range ids {
		subjects = append(subjects, id.String())
	}
	for _, m := range merges {
		subjects = append(subjects, database.FormatID("mer", m.ID))
	}
	if err := freeIdentifiers(ctx, tx, records); err != nil {
		return err
	}
	if err := blankRecords(ctx, tx, ids); err != nil {
		return err
	}
	return company.WipeAudit(ctx, tx, subjects)
}

// freeIdentifiers gives the records' identifiers up. One that others use too
// stays theirs.
func freeIdentifiers(ctx context.Context, tx *company.Tx, records []Customer) error {
	ids := idsOf(records)
	var shared []string
	for _, r := range records {
		for _, h := range r.Identifiers {
			if !h.Shared || slices.Contains(shared, h.Key()) {
				continue
			}
			holders, err := readHolders(ctx, tx, h)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(holders, func(id ID) bool { return !slices.Contains(ids, id) }) {
				shared = append(shared, h.Key())
			} else if err := deleteKey(ctx, tx, h.Key()); err != nil {
				return err
			}
		}
	}
	if err := disownShared(ctx, tx, ids, shared); err != nil {
		return err
	}
	return deleteIdentifiers(ctx, tx, ids)
}

// missing says why a record is not found: it was erased, or never was.
func missing(ctx context.Context, tx *company.Tx, id ID) error {
	records, err := readRecords(ctx, tx, []ID{id})
	if err != nil {
		return err
	}
	if len(records) == 1 && !records[0].ErasedAt.IsZero() && tx.Scope.All {
		return problem.New(problem.NotFound, "customer.erased", problem.Params{"customer": id.String()})
	}
	return problem.Missing("customer", id.String())
}

// FindErasure returns an erasure by its id.
func FindErasure(ctx context.Context, tx *company.Tx, id int64) (Erasure, error) {
	return readErasure(ctx, tx, id)
}

// AnyErased tells whether anybody was ever erased.
func AnyErased(ctx context.Context, tx *company.Tx) (some bool, err error) {
	defer problem.Wrap(&err, "customer.AnyErased")
	return readAnyErased(ctx, tx)
}

// Erasures returns the newest erasures, up to limit.
func Erasures(ctx context.Context, tx *company.Tx, limit int) ([]Erasure, error) {
	return readErasures(ctx, tx, math.MaxInt64, limit)
}

// ErasuresBefore returns the erasures whose id is lower than one, newest first.
func ErasuresBefore(ctx context.Context, tx *company.Tx, id int64, limit int) ([]Erasure, error) {
	return readErasures(ctx, tx, id, limit)
}

// Report writes down how far an erasure has come; done says that it is over.
func Report(ctx context.Context, tx *company.Tx, e Erasure, done bool) error {
	if done {
		e.DoneAt = tx.Now
	}
	return updateErasure(ctx, tx, e)
}
