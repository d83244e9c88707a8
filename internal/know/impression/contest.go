package impression

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ContestState is what became of a contest.
type ContestState string

// The states of a contest.
const (
	ContestOpen      ContestState = "open"
	ContestAccepted  ContestState = "accepted"  // the share was taken from the contributor
	ContestRejected  ContestState = "rejected"  // it stays
	ContestWithdrawn ContestState = "withdrawn" // by whoever contested
)

// Contest says that a share is not a contributor's doing. Until an experience
// lead has decided, the share stays what it is, and is shown as contested.
type Contest struct {
	ID            int64
	CustomerID    customer.ID
	PartID        int64
	Role          Role
	ContributorID int64
	Portion       float64 // 0 … 1, as it was when it was contested
	Reason        string
	Actor         string
	CreatedAt     time.Time
	State         ContestState
	Decision      string // why it was decided so
	DecidedBy     string
	DecidedAt     time.Time
	CorrectionID  int64 // by which an accepted one came about
}

// ContestShare contests the share that the actor's contributor, or one of its
// units, has in an impression. Whoever belongs to none (an experience lead)
// contests for the contributor that has most of it.
func ContestShare(ctx context.Context, tx *company.Tx, episode, part int64, role Role, reason string) (c Contest, err error) {
	defer problem.Wrap(&err, "impression.ContestShare")
	reason = strings.TrimSpace(reason)
	if err := checkReason("reason", reason); err != nil {
		return c, err
	}
	e, err := FindEpisode(ctx, tx, episode)
	if err != nil {
		return c, err
	}
	if err := customer.Lock(ctx, tx, []customer.ID{e.CustomerID}); err != nil {
		return c, err
	}
	_, left, err := inEpisode(ctx, tx, e)
	if err != nil {
		return c, err
	}
	i := slices.IndexFunc(left, func(i Impression) bool { return i.PartID == part && i.Role == role })
	if i < 0 {
		return c, problem.Field("role", "correction.no_impression", nil)
	}
	share, err := own(ctx, tx, left[i].Shares)
	if err != nil {
		return c, err
	}
	before, err := readContestsOf(ctx, tx, []int64{part})
	if err != nil {
		return c, err
	}
	for _, o := range before {
		if o.State == ContestOpen && o.Role == role && o.ContributorID == share.ContributorID {
			return c, problem.New(problem.Conflict, "contest.open", nil)
		}
	}
	c = Contest{ID: tx.NewID(), CustomerID: e.CustomerID, PartID: part, Role: role, ContributorID: share.ContributorID, Portion: share.Portion,
		Reason: reason, Actor: tx.Actor.String(), CreatedAt: tx.Now, State: ContestOpen}
	if err := insertContests(ctx, tx, []Contest{c}); err != nil {
		return c, err
	}
	return c, c.told(ctx, tx, "share.contested", FactContested)
}

// own returns the share that the actor may contest.
func own(ctx context.Context, tx *company.Tx, shares []Share) (s Share, err error) {
	d, err := tx.Directory(ctx)
	if err != nil {
		return s, err
	}
	units := d.Subtree(tx.Actor.ContributorID)
	for _, one := range shares {
		if one.ContributorID != 0 && (tx.Actor.ContributorID == 0 && tx.Actor.May(company.DecideContest) || slices.Contains(units, one.ContributorID)) && one.Portion > s.Portion {
			s = one
		}
	}
	if s.ContributorID == 0 {
		return s, problem.New(problem.Conflict, "contest.not_charged", nil)
	}
	return s, nil
}

// DecideContest settles a contest. Accepted, the contributor's portion goes to
// another one (0: to nobody), as a correction in force at once; rejected, it
// stays. why is told to whoever contested.
func DecideContest(ctx context.Context, tx *company.Tx, id int64, accept bool, to int64, why string) (c Contest, err error) {
	defer problem.Wrap(&err, "impression.DecideContest")
	why = strings.TrimSpace(why)
	if err := checkReason("decision", why); err != nil {
		return c, err
	}
	if c, err = openContest(ctx, tx, id); err != nil {
		return c, err
	}
	c.State, c.Decision, c.DecidedBy, c.DecidedAt = ContestRejected, why, tx.Actor.String(), tx.Now
	if accept {
		c.State = ContestAccepted
		if c.CorrectionID, err = c.discharge(ctx, tx, to); err != nil {
			return c, err
		}
	}
	if err := updateContest(ctx, tx, c); err != nil {
		return c, err
	}
	return c, c.told(ctx, tx, "contest.decided", FactContestDecided)
}

// discharge takes the contested portion from its contributor.
func (c Contest) discharge(ctx context.Context, tx *company.Tx, to int64) (correction int64, err error) {
	p, err := findPart(ctx, tx, c.CustomerID, c.PartID)
	if err != nil {
		return 0, err
	}
	left, err := readImpressions(ctx, tx, []int64{p.episode})
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(left, func(i Impression) bool { return i.PartID == c.PartID && i.Role == c.Role })
	if i < 0 {
		return 0, problem.New(problem.Conflict, "contest.not_charged", nil)
	}
	shares := withoutShare(left[i].Shares, c.ContributorID, to)
	if shares == nil {
		return 0, problem.New(problem.Conflict, "contest.not_charged", nil)
	}
	made, err := Correct(ctx, tx, CorrectionDraft{EpisodeID: p.episode, PartID: c.PartID, Kind: Cause, Role: c.Role, Shares: shares, Reason: c.Reason})
	return made.ID, err
}

// withoutShare gives one contributor's portion to another; nil where he has none.
func withoutShare(shares []Share, from, to int64) (list []Share) {
	portion := 0.0
	for _, s := range shares {
		if s.ContributorID == from {
			portion += s.Portion
			continue
		}
		list = append(list, s)
	}
	if portion == 0 {
		return nil
	}
	if k := slices.IndexFunc(list, func(s Share) bool { return s.ContributorID == to }); k >= 0 {
		list[k].Portion += portion
		return list
	}
	return append(list, Share{ContributorID: to, Portion: portion, Source: Stated})
}

// WithdrawContest takes a contest back, before it is decided.
func WithdrawContest(ctx context.Context, tx *company.Tx, id int64) (c Contest, err error) {
	defer problem.Wrap(&err, "impression.WithdrawContest")
	if c, err = openContest(ctx, tx, id); err != nil {
		return c, err
	}
	if c.Actor != tx.Actor.String() && !tx.Actor.May(company.DecideContest) {
		return c, problem.New(problem.Forbidden, "role.forbids", problem.Params{"operation": company.DecideContest, "role": tx.Actor.Role})
	}
	c.State, c.DecidedBy, c.DecidedAt = ContestWithdrawn, tx.Actor.String(), tx.Now
	if err := updateContest(ctx, tx, c); err != nil {
		return c, err
	}
	return c, c.told(ctx, tx, "contest.withdrawn", FactContestDecided)
}

// ReopenContest takes a decision back; what it corrected is as it was.
func ReopenContest(ctx context.Context, tx *company.Tx, id int64) (c Contest, err error) {
	defer problem.Wrap(&err, "impression.ReopenContest")
	if c, err = FindContest(ctx, tx, id); err != nil {
		return c, err
	}
	if c.State == ContestOpen {
		return c, problem.New(problem.Conflict, "contest.open", nil)
	}
	if c.CorrectionID != 0 {
		made, err := FindCorrection(ctx, tx, c.CorrectionID)
		if err != nil {
			return c, err
		}
		if made.UndoneAt.IsZero() {
			if err := TakeBack(ctx, tx, made); err != nil {
				return c, err
			}
		}
	}
	c.State, c.Decision, c.DecidedBy, c.DecidedAt, c.CorrectionID = ContestOpen, "", "", time.Time{}, 0
	if err := updateContest(ctx, tx, c); err != nil {
		return c, err
	}
	return c, c.told(ctx, tx, "contest.reopened", FactContested)
}

func openContest(ctx context.Context, tx *company.Tx, id int64) (c Contest, err error) {
	if c, err = FindContest(ctx, tx, id); err != nil {
		return c, err
	}
	if err := customer.Lock(ctx, tx, []customer.ID{c.CustomerID}); err != nil {
		return c, err
	}
	if c, err = FindContest(ctx, tx, id); err == nil && c.State != ContestOpen {
		err = problem.New(problem.Conflict, "contest.decided", nil)
	}
	return c, err
}

// FindContest returns a contest within the actor's scope: a partner sees those
// of its own shares.
func FindContest(ctx context.Context, tx *company.Tx, id int64) (c Contest, err error) {
	defer problem.Wrap(&err, "impression.FindContest")
	list, err := readContest(ctx, tx, id)
	if err != nil {
		return c, err
	}
	if len(list) == 0 || !tx.Scope.Sees(list[0].ContributorID) {
		return c, problem.Missing("contest", database.FormatID("cnt", id))
	}
	return list[0], nil
}

// Contests returns up to limit contests before an id (0: the newest), newest
// first, within the actor's scope; only the open ones where asked.
func Contests(ctx context.Context, tx *company.Tx, open bool, before int64, limit int) (_ []Contest, err error) {
	defer problem.Wrap(&err, "impression.Contests")
	return readContests(ctx, tx, open, cmp.Or(before, 1<<63-1), limit)
}

// ContestsOf returns the contests of shares in parts, oldest first, by part.
func ContestsOf(ctx context.Context, tx *company.Tx, parts []int64) (_ map[int64][]Contest, err error) {
	defer problem.Wrap(&err, "impression.ContestsOf")
	list, err := readContestsOf(ctx, tx, parts)
	all := map[int64][]Contest{}
	for _, c := range list {
		if tx.Scope.Sees(c.ContributorID) {
			all[c.PartID] = append(all[c.PartID], c)
		}
	}
	return all, err
}

// CountContests returns how many contests wait for a decision.
func CountContests(ctx context.Context, tx *company.Tx) (int, error) { return countContests(ctx, tx) }

func (c Contest) told(ctx context.Context, tx *company.Tx, action, fact string) error {
	detail := map[string]any{"state": c.State, "contributor": database.FormatID("con", c.ContributorID), "customer": c.CustomerID.String()}
	if err := company.Audit(ctx, tx, action, database.FormatID("cnt", c.ID), detail); err != nil {
		return err
	}
	tx.Journal(journal.Fact{Kind: fact, SubjectID: c.ID, CustomerID: int64(c.CustomerID), News: true})
	return nil
}

// carryContests takes the contests about a part along to another record.
func carryContests(ctx context.Context, tx *company.Tx, part int64, to customer.ID) error {
	list, err := readContestsOf(ctx, tx, []int64{part})
	if err != nil || len(list) == 0 {
		return err
	}
	if err := deleteContestsOfPart(ctx, tx, part); err != nil {
		return err
	}
	for i := range list {
		list[i].CustomerID = to
	}
	return insertContests(ctx, tx, list)
}

// checkReason refuses a reason that is none, or that cannot be stored.
func checkReason(field, reason string) error {
	switch {
	case reason == "":
		return problem.Field(field, "field.required", nil)
	case len(reason) > maxReason:
		return problem.Field(field, "field.too_long", problem.Params{"max": maxReason})
	case !utf8.ValidString(reason) || strings.ContainsRune(reason, 0):
		return problem.Field(field, "field.bytes", nil)
	}
	return nil
}
