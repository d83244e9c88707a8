package interaction

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// The most bytes that a draft's fields may have.
const (
	maxShort      = 300
	maxSubject    = 2_000
	maxText       = 256 << 10
	maxAttributes = 64
	maxLegs       = 50
	maxIDs        = 20
)

var (
	sourceForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)
	outcomeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_]{0,63}$`)
)

// read turns a draft into a row, or says what is wrong with it.
func (b *batch) read(h *heard, tx *company.Tx) (*row, error) {
	d := h.draft
	if h.problem != nil {
		return nil, h.problem
	}
	h.listen(b.ear)
	if err := d.checkTimes(tx.Now); err != nil {
		return nil, err
	}
	if d.CustomerID != 0 && !b.chosen[d.CustomerID] {
		return nil, problem.Missing("customer", d.CustomerID.String())
	}
	if h.undigested != nil {
		return nil, h.undigested
	}
	r := &row{name: d.Name, reading: h.reading, digest: h.digest, note: tx.Actor.Kind == company.ActorUser, Interaction: Interaction{CustomerID: d.CustomerID, OccurredAt: d.OccurredAt.UTC().Truncate(time.Microsecond), RecordedAt: tx.Now, Source: d.Source,
		SourceRef: d.SourceRef, Channel: d.Channel, Direction: d.Direction, TouchpointID: b.dir.TouchpointID(d.Touchpoint),
		Subject: d.Subject, Text: d.Text, Language: d.Language, Thread: strings.TrimSpace(d.Thread), Reference: strings.TrimSpace(d.Reference),
		Outcome: d.Outcome, Resolved: d.Resolved, Abandoned: d.Abandoned, Automated: d.Automated, Actor: tx.Actor.String(), Version: 1,
		Detail: Detail{Quoted: d.Quoted, ReExplained: d.ReExplained, Attempts: d.Attempts, WaitSeconds: d.WaitSeconds, HoldSeconds: d.HoldSeconds,
			Transfers: d.Transfers, Asked: d.Asked, Observed: d.Observed, Attributes: d.Attributes}}}
	if r.Direction == "" {
		r.Direction = In
	}
	if d.DueAt != nil {
		r.DueAt = d.DueAt.UTC().Truncate(time.Microsecond)
	}
	if err := b.whose(r, d, tx.Actor); err != nil {
		return nil, err
	}
	var err error
	if r.held, err = h.held(b.dir.Profile.PhoneRegion); err != nil {
		return nil, err
	}
	if r.SourceRef == "" {
		r.SourceRef = "regard-" + ID(tx.NewID()).String()
	}
	r.key = r.refKey()
	b.signal(r, d)
	return r, nil
}

// whose fills in contributors and employees by their keys. A partner's user
// records only what was in the partner's hands.
func (b *batch) whose(r *row, d *Draft, who company.Actor) error {
	var err error
	if r.ContributorID, r.EmployeeID, err = b.find("", d.Contributor, d.Employee); err != nil {
		return err
	}
	if r.ContributorID == 0 && r.EmployeeID != 0 {
		r.ContributorID = b.dir.Employee(r.EmployeeID).ContributorID
	}
	if who.Role == company.RolePartner {
		if r.ContributorID == 0 {
			r.ContributorID = who.ContributorID
		}
		if !b.inHandsOf(who, r.ContributorID, r.EmployeeID) {
			return problem.Field("contributor", "interaction.other_contributor", nil)
		}
	}
	r.handler = r.ContributorID
	for _, l := range d.Legs {
		leg := StoredLeg{Queue: l.Queue, From: l.From, To: l.To, WaitSeconds: l.WaitSeconds, HoldSeconds: l.HoldSeconds}
		if leg.ContributorID, leg.EmployeeID, err = b.find("legs.", l.Contributor, l.Employee); err != nil {
			return err
		}
		if who.Role == company.RolePartner && !b.inHandsOf(who, leg.ContributorID, leg.EmployeeID) {
			return problem.Field("legs.contributor", "interaction.other_contributor", nil)
		}
		r.Detail.Legs = append(r.Detail.Legs, leg)
		if leg.ContributorID != 0 {
			r.handler = leg.ContributorID
		}
	}
	if r.ContributorID == 0 {
		r.ContributorID = r.handler
	}
	return nil
}

// inHandsOf tells whether a contributor and an employee (0 for none) are of a
// partner's user's own partner.
func (b *batch) inHandsOf(who company.Actor, contributor, employee int64) bool {
	own := b.dir.Subtree(who.ContributorID)
	return (contributor == 0 || slices.Contains(own, contributor)) &&
		(employee == 0 || slices.Contains(own, b.dir.Employee(employee).ContributorID))
}

func (b *batch) find(where, contributor, employee string) (c, e int64, err error) {
	if contributor != "" {
		if c = b.dir.ContributorID(contributor); c == 0 {
			return 0, 0, problem.Field(where+"contributor", "contributor.unknown", problem.Params{"value": short(contributor)})
		}
	}
	if employee != "" {
		if e = b.dir.EmployeeID(employee); e == 0 {
			return 0, 0, problem.Field(where+"employee", "employee.unknown", problem.Params{"value": short(employee)})
		}
	}
	return c, e, nil
}

// check refuses what no interaction can be, whenever it happened.
func (d *Draft) check() error {
	switch {
	case d.Source == "":
		return problem.Field("source", "field.required", nil)
	case !sourceForm.MatchString(d.Source):
		return problem.Field("source", "interaction.source_malformed", problem.Params{"value": short(d.Source)})
	case d.Channel == "":
		return problem.Field("channel", "field.required", nil)
	case !slices.Contains(Channels, d.Channel):
		return problem.Field("channel", "interaction.channel_unknown", problem.Params{"value": short(string(d.Channel)), "known": Channels})
	case d.Direction != "" && d.Direction != In && d.Direction != Out:
		return problem.Field("direction", "interaction.direction_unknown", problem.Params{"value": short(string(d.Direction))})
	case d.Touchpoint != "" && !company.Adoptable(d.Touchpoint):
		return problem.Field("touchpoint", "key.malformed", problem.Params{"value": short(d.Touchpoint)})
	case d.Outcome != "" && !outcomeForm.MatchString(d.Outcome):
		return problem.Field("outcome", "interaction.outcome_malformed", problem.Params{"value": short(d.Outcome)})
	}
	if err := d.checkTexts(); err != nil {
		return err
	}
	return d.checkNumbers()
}

// checkTimes refuses what cannot have happened by now.
func (d *Draft) checkTimes(now time.Time) error {
	if err := impression.CheckTime("occurred_at", d.OccurredAt, now); err != nil {
		return err
	}
	for _, l := range d.Legs {
		if err := l.checkTimes(now); err != nil {
			return err
		}
	}
	if d.DueAt == nil {
		return nil
	}
	return impression.CheckTime("due_at", *d.DueAt, now.AddDate(100, 0, 0))
}

// checkTimes refuses what no clock shows; a leg need not say when it was.
func (l Leg) checkTimes(now time.Time) (err error) {
	if !l.From.IsZero() {
		err = impression.CheckTime("legs.from", l.From, now)
	}
	if !l.To.IsZero() {
		err = cmp.Or(err, impression.CheckTime("legs.to", l.To, now))
	}
	return err
}

func (d *Draft) checkTexts() error {
	fields := []struct {
		name, value string
		most        int
	}{
		{"source_ref", d.SourceRef, maxShort}, {"name", d.Name, maxShort}, {"thread", d.Thread, maxSubject}, {"reference", d.Reference, maxShort},
		{"language", d.Language, 35}, {"subject", d.Subject, maxSubject}, {"text", d.Text, maxText}, {"quoted", d.Quoted, maxText},
	}
	for _, f := range fields {
		switch {
		case len(f.value) > f.most:
			return problem.Field(f.name, "field.too_long", problem.Params{"max": f.most})
		case !utf8.ValidString(f.value) || strings.ContainsRune(f.value, 0):
			return problem.Field(f.name, "field.bytes", nil)
		}
	}
	switch {
	case len(d.Identifiers) > maxIDs:
		return problem.Field("identifiers", "field.too_many", problem.Params{"max": maxIDs})
	case len(d.Legs) > maxLegs:
		return problem.Field("legs", "field.too_many", problem.Params{"max": maxLegs})
	case len(d.Attributes) > maxAttributes:
		return problem.Field("attributes", "field.too_many", problem.Params{"max": maxAttributes})
	case !database.Storable(d.Attributes):
		return problem.Field("attributes", "field.bytes", nil)
	}
	for _, l := range d.Legs {
		switch {
		case len(l.Queue) > maxShort:
			return problem.Field("legs.queue", "field.too_long", problem.Params{"max": maxShort})
		case !database.Storable(l.Queue):
			return problem.Field("legs.queue", "field.bytes", nil)
		}
	}
	return nil
}

func (d *Draft) checkNumbers() error {
	const week = 7 * 24 * 3600
	counts := []struct {
		name  string
		value int
		most  int
	}{
		{"attempts", d.Attempts, 1000}, {"wait_seconds", d.WaitSeconds, week}, {"hold_seconds", d.HoldSeconds, week}, {"transfers", d.Transfers, 100},
	}
	for _, l := range d.Legs {
		counts = append(counts, counts[1], counts[2])
		counts[len(counts)-2].name, counts[len(counts)-2].value = "legs.wait_seconds", l.WaitSeconds
		counts[len(counts)-1].name, counts[len(counts)-1].value = "legs.hold_seconds", l.HoldSeconds
	}
	for _, c := range counts {
		if c.value < 0 || c.value > c.most {
			return problem.Field(c.name, "field.out_of_range", problem.Params{"min": 0, "max": c.most})
		}
	}
	for name, v := range map[string]*float64{"asked": d.Asked, "observed": d.Observed} {
		if v != nil && (math.IsNaN(*v) || *v < -1 || *v > 1) {
			return problem.Field(name, "field.out_of_range", problem.Params{"min": -1, "max": 1})
		}
	}
	return nil
}

func short(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}
