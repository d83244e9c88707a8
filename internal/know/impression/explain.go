package impression

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Explanation says why a relationship is what it is. Prior and the points of
// all parts (those in Rest too) add up to the score. Where the relationship is
// withheld, the parts are those in which the actor had one, and there is neither
// a score nor what it rests on.
type Explanation struct {
	Standing
	Withheld bool
	AsOf     time.Time
	Law      int64
	Evidence float64 // E: how many episodes' worth of memory is left
	Episodes int64
	Asked    int64   // of them, in which the customer was asked
	Prior    float64 // 0 … 100: what the score would rest on without the parts
	Points   []Point // largest first
	Rest     Rest    // the parts beyond the limit, together
	Line     []Moment
	Marks    []Mark // the episodes that moved it most, in the order of time
}

// Point is an episode's part in the score.
type Point struct {
	Episode     Episode // its CustomerID tells whose it was
	Points      float64
	Impressions []Impression
	Shares      []Share
}

// Rest is many small parts together.
type Rest struct {
	Episodes int
	Points   float64
}

// Moment is the relationship at one instant.
type Moment struct {
	At               time.Time
	Score, Low, High float64
	Enough           bool
}

// Mark is a jump of the line.
type Mark struct {
	At      time.Time
	Episode int64
	Score   float64 // after it
	Jump    float64 // points
}

const (
	marks     = 12  // jumps that are marked at most
	crowd     = 500 // episodes beyond which small jumps are left to the line's weekly points
	smallJump = 0.2 // points that a jump needs to be seen then
)

// Explain explains a person's relationship as of an instant, with up to limit
// parts and a line of up to two years.
func Explain(ctx context.Context, tx *company.Tx, p customer.Person, asOf time.Time, limit int) (x Explanation, err error) {
	defer problem.Wrap(&err, "impression.Explain")
	law, err := InForce(ctx, tx)
	if err != nil {
		return x, err
	}
	return explain(ctx, tx, memory{law: law, halfLife: law.HalfLifeDays}, p.IDs(), asOf, limit)
}

// explain explains what a memory keeps of records.
func explain(ctx context.Context, tx *company.Tx, m memory, records []customer.ID, asOf time.Time, limit int) (x Explanation, err error) {
	episodes, err := readEpisodes(ctx, tx, records, time.Time{})
	if err != nil {
		return x, err
	}
	episodes = slices.DeleteFunc(episodes, func(e Episode) bool { return e.Impressions == 0 || e.LastAt.After(asOf.Add(day)) })
	if tx.Scope.All {
		x = m.explain(episodes, asOf, limit)
		return x, x.fill(ctx, tx)
	}
	x = m.explain(episodes, asOf, len(episodes))
	if err := x.fill(ctx, tx); err != nil {
		return x, err
	}
	own := Explanation{Standing: Standing{Band: UnknownBand}, Withheld: true, AsOf: asOf, Law: x.Law, Episodes: int64(len(x.Points)), Points: x.Points}
	own.cut(limit)
	return own, nil
}

// fill reads what the parts left and who had a part in it. Those in which nobody
// in the actor's scope had one are left out.
func (x *Explanation) fill(ctx context.Context, tx *company.Tx) error {
	ids := make([]int64, len(x.Points))
	for i, pt := range x.Points {
		ids[i] = pt.Episode.ID
	}
	left, err := Of(ctx, tx, ids)
	if err != nil {
		return err
	}
	own := x.Points[:0]
	for _, pt := range x.Points {
		pt.Impressions = left[pt.Episode.ID]
		pt.Shares = SharesOf(pt.Episode, pt.Impressions)
		if !tx.Scope.All && !slices.ContainsFunc(pt.Shares, func(s Share) bool { return tx.Scope.Sees(s.ContributorID) }) {
			continue
		}
		pt.Shares = Visible(tx, pt.Shares)
		for i := range pt.Impressions {
			pt.Impressions[i].Shares = Visible(tx, pt.Impressions[i].Shares)
		}
		own = append(own, pt)
	}
	x.Points = own
	return nil
}

// cut leaves the largest parts, and says of the others what they come to.
func (x *Explanation) cut(limit int) {
	if len(x.Points) <= limit {
		return
	}
	for _, p := range x.Points[limit:] {
		x.Rest.Episodes++
		x.Rest.Points += p.Points
	}
	x.Points = x.Points[:limit]
}

// Visible returns the shares of those in the actor's scope.
func Visible(tx *company.Tx, shares []Share) []Share {
	if tx.Scope.All {
		return shares
	}
	return slices.DeleteFunc(slices.Clone(shares), func(s Share) bool { return !tx.Scope.Sees(s.ContributorID) })
}

func (m memory) explain(episodes []Episode, asOf time.Time, limit int) Explanation {
	slices.SortFunc(episodes, func(a, b Episode) int { return cmp.Or(a.LastAt.Compare(b.LastAt), cmp.Compare(a.ID, b.ID)) })
	var x Explanation
	var total sums
	var asked time.Time
	for _, e := range episodes {
		total = total.plus(m.term(e))
		if !e.AskedAt.IsZero() {
			x.Asked++
		}
		if e.AskedAt.After(asked) {
			asked = e.AskedAt
		}
	}
	standing, s := m.standing(total, int64(len(episodes)), asked, asOf)
	x.Standing, x.AsOf, x.Law, x.Evidence, x.Episodes = standing, asOf, m.law.Version, s.E, int64(len(episodes))
	x.Prior = 50 + 50*m.law.PriorWeight*m.law.PriorValence/(s.D+m.law.PriorWeight)
	for _, e := range episodes {
		x.Points = append(x.Points, Point{Episode: e, Points: m.points(m.term(e).at(asOf, m.halfLife), s)})
	}
	slices.SortStableFunc(x.Points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)), b.Episode.LastAt.Compare(a.Episode.LastAt))
	})
	x.cut(limit)
	x.Line, x.Marks = m.line(episodes, asOf)
	return x
}

// line walks through the episodes in the order of time and draws the
// relationship at every week's end and before and after each jump. Of very many
// episodes only the jumps that can be seen are drawn.
func (m memory) line(episodes []Episode, asOf time.Time) ([]Moment, []Mark) {
	if len(episodes) == 0 {
		return nil, nil
	}
	from := episodes[0].LastAt.Add(-day)
	if oldest := asOf.AddDate(-2, 0, 0); from.Before(oldest) {
		from = oldest
	}
	var line []Moment
	var jumps []Mark
	var total sums
	var n int64
	var asked time.Time
	at := func(t time.Time) Moment {
		st, _ := m.standing(total, n, asked, t)
		return Moment{t, st.Score, st.Low, st.High, st.Enough}
	}
	next := from
	for _, e := range episodes {
		for ; next.Before(e.LastAt) && next.Before(asOf); next = next.Add(7 * day) {
			line = append(line, at(next))
		}
		before := at(e.LastAt)
		total = total.plus(m.term(e))
		n++
		if e.AskedAt.After(asked) {
			asked = e.AskedAt
		}
		if e.LastAt.Before(from) {
			continue
		}
		after := at(e.LastAt)
		if len(episodes) > crowd && math.Abs(after.Score-before.Score) < smallJump {
			continue
		}
		line = append(line, before, after)
		jumps = append(jumps, Mark{At: e.LastAt, Episode: e.ID, Score: after.Score, Jump: after.Score - before.Score})
	}
	for ; next.Before(asOf); next = next.Add(7 * day) {
		line = append(line, at(next))
	}
	line = append(line, at(asOf))
	slices.SortStableFunc(jumps, func(a, b Mark) int { return cmp.Compare(math.Abs(b.Jump), math.Abs(a.Jump)) })
	jumps = jumps[:min(marks, len(jumps))]
	slices.SortStableFunc(jumps, func(a, b Mark) int { return a.At.Compare(b.At) })
	return line, jumps
}
