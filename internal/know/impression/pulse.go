package impression

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// cell is where an impression is counted.
type cell struct {
	Hour        time.Time
	Channel     string
	Contributor int64 // who caused most of it; 0: unassigned
}

// Count is how many impressions of each label there were, and the sums of
// their valences and of the squares of these.
type Count struct {
	Negative, Neutral, Positive int64
	Sum, Squares                float64
}

// Total is all of them.
func (c Count) Total() int64 { return c.Negative + c.Neutral + c.Positive }

// Mean is their mean valence with its 95 % interval (normal approximation);
// all 0 where there are none.
func (c Count) Mean() (mean, low, high float64) {
	n := float64(c.Total())
	if n == 0 {
		return 0, 0, 0
	}
	mean = c.Sum / n
	if n < 2 {
		return mean, -1, 1
	}
	half := 1.96 * math.Sqrt(math.Max(0, c.Squares/n-mean*mean)/(n-1))
	return mean, math.Max(-1, mean-half), math.Min(1, mean+half)
}

func (c Count) plus(o Count) Count {
	return Count{c.Negative + o.Negative, c.Neutral + o.Neutral, c.Positive + o.Positive, c.Sum + o.Sum, c.Squares + o.Squares}
}

func (c Count) minus(o Count) Count {
	return c.plus(Count{-o.Negative, -o.Neutral, -o.Positive, -o.Sum, -o.Squares})
}

// pulseName is the follower's name.
const pulseName = "impression.pulse"

// Pulse returns the follower that counts impressions by hour, of those who
// count: bystanders, devices that nobody named and what is no customer are
// outside, until they say who they are or are customers again.
func Pulse(o *company.Office) journal.Follower {
	return journal.Follower{Name: pulseName,
		Read: func(ctx context.Context, dtx *database.Tx, facts []journal.Fact) (any, error) {
			return weigh(ctx, o.Within(dtx, company.System), facts)
		},
		Do: func(ctx context.Context, dtx *database.Tx, _ []journal.Fact, read any) error {
			return count(ctx, o.Within(dtx, company.System), read.(map[int64]weighed))
		}}
}

// weighed is where an episode's impressions are to be counted.
type weighed struct {
	of    customer.ID
	cells map[cell]Count
}

// weigh tells where the impressions of the episodes that facts may have changed are
// to be counted, as they are now.
func weigh(ctx context.Context, tx *company.Tx, facts []journal.Fact) (map[int64]weighed, error) {
	changed := map[int64]customer.ID{}
	var records, recount []customer.ID
	for _, f := range facts {
		record := customer.ID(f.CustomerID)
		switch f.Kind {
		case FactEpisode:
			changed[f.SubjectID] = record
		case customer.FactKnown, customer.FactMerged, customer.FactUnmerged:
			recount = append(recount, record)
		default:
			continue
		}
		records = append(records, record)
	}
	counts, err := customer.CountedAmong(ctx, tx, distinct(records))
	if err != nil {
		return nil, err
	}
	if err := tell(ctx, tx, distinct(recount), changed); err != nil {
		return nil, err
	}
	law, err := InForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	all := make(map[int64]weighed, len(changed))
	for some := range slices.Chunk(slices.Sorted(maps.Keys(changed)), recounted) {
		left, err := Of(ctx, tx, some)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			w := weighed{of: changed[id]}
			if counts[w.of] {
				w.cells = law.cells(left[id])
			}
			all[id] = w
		}
	}
	return all, nil
}

// count counts episodes as they were weighed.
func count(ctx context.Context, tx *company.Tx, all map[int64]weighed) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(all)), recounted) {
		if err := countAnew(ctx, tx, some, all); err != nil {
			return err
		}
	}
	return nil
}

// recounted is how many episodes are counted at once.
const recounted = 5000

func distinct(ids []customer.ID) []customer.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// tell adds all episodes of the persons that records belong to: whether these
// count may have changed.
func tell(ctx context.Context, tx *company.Tx, records []customer.ID, changed map[int64]customer.ID) error {
	people, err := customer.CountedAmong(ctx, tx, records)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(slices.Sorted(maps.Keys(people)), recounted) {
		if err := readEpisodeIDs(ctx, tx, some, changed); err != nil {
			return err
		}
	}
	return nil
}

// countAnew counts episodes as they were weighed, in the place of what they were
// counted as before.
func countAnew(ctx context.Context, tx *company.Tx, ids []int64, all map[int64]weighed) error {
	counted, err := readCounted(ctx, tx, ids)
	if err != nil {
		return err
	}
	changes := map[cell]Count{}
	var save []countedRow
	for _, id := range ids {
		now := all[id].cells
		for c, n := range now {
			changes[c] = changes[c].plus(n)
		}
		for c, n := range counted[id] {
			changes[c] = changes[c].minus(n)
		}
		if len(now)+len(counted[id]) > 0 {
			save = append(save, countedRow{id, int64(all[id].of), now})
		}
	}
	if err := writeCounted(ctx, tx, save); err != nil {
		return err
	}
	return addCounts(ctx, tx, changes)
}

// cells says where an episode's impressions are counted.
func (l Law) cells(list []Impression) map[cell]Count {
	cells := map[cell]Count{}
	for _, i := range list {
		if i.Weight <= 0 {
			continue
		}
		c := cell{Hour: i.At.Truncate(time.Hour), Channel: i.Channel}
		if len(i.Shares) > 0 {
			c.Contributor = i.Shares[0].ContributorID
		}
		n := cells[c]
		switch l.Label(i.Valence) {
		case Negative:
			n.Negative++
		case Positive:
			n.Positive++
		default:
			n.Neutral++
		}
		n.Sum, n.Squares = n.Sum+i.Valence, n.Squares+i.Valence*i.Valence
		cells[c] = n
	}
	return cells
}

// Usual compares today so far with the same weekday up to the same time in
// eight weeks.
type Usual struct {
	Channel     string // one of the two is given; neither: everything
	Contributor int64
	Today       Count
	Volume      Range // of how many impressions there were
	Mean        Range // of their mean valence
}

// Range is what is usual: the median and the 10 % and 90 % points of so many
// weeks, and whether today lies outside.
type Range struct {
	Weeks             int
	N                 float64 // impressions in those weeks together
	Median, Low, High float64
	Above, Below      bool
}

const (
	flagFrom   = 20 // impressions that today has to have before anything is flagged
	usualWeeks = 4  // weeks that make a usual, at least
	usualFrom  = 20 // impressions that they have to hold together
)

// Enough tells whether there is a usual to speak of.
func (r Range) Enough() bool { return r.Weeks >= usualWeeks && r.N >= usualFrom }

// weeks is how far back "usual" looks.
const weeks = 8

// Today returns how impressions stand today up to now, in all, by channel and
// by contributor (those whose figures the actor sees), against the usual: the
// same weekday of eight weeks up to the same time, of the hour that is going on the part that has gone.
func Today(ctx context.Context, tx *company.Tx) (whole Usual, byChannel, byContributor []Usual, err error) {
	defer problem.Wrap(&err, "impression.Today")
	d, err := tx.Directory(ctx)
	if err != nil {
		return whole, nil, nil, err
	}
	now := tx.Now.In(d.Zone)
	y, m, dd := now.Date()
	windows := make([][2]time.Time, 0, 2*(weeks+1)) // of each day: the whole hours, then the current one
	for w := range weeks + 1 {
		start, hour := time.Date(y, m, dd-7*w, 0, 0, 0, 0, d.Zone), time.Date(y, m, dd-7*w, now.Hour(), 0, 0, 0, d.Zone)
		windows = append(windows, [2]time.Time{start, hour}, [2]time.Time{hour, hour.Add(time.Hour)})
	}
	cells, err := readCounts(ctx, tx, windows)
	if err != nil {
		return whole, nil, nil, err
	}
	gone := float64(now.Minute()*60+now.Second()) / 3600
	channels, contributors, all := map[string]*days{}, map[int64]*days{}, map[bool]*days{true: {}}
	var some [weeks + 1]bool
	for _, c := range cells {
		if !tx.Scope.Sees(c.cell.Contributor) {
			continue
		}
		some[c.window/2] = true
		add(all, true, c, gone)
		add(channels, c.cell.Channel, c, gone)
		if tx.Figures.Sees(c.cell.Contributor) {
			add(contributors, c.cell.Contributor, c, gone)
		}
	}
	for channel, counts := range channels {
		u := counts.usual(some)
		u.Channel = channel
		byChannel = append(byChannel, u)
	}
	for contributor, counts := range contributors {
		u := counts.usual(some)
		u.Contributor = contributor
		byContributor = append(byContributor, u)
	}
	most := func(a, b Usual) int {
		return cmp.Or(cmp.Compare(b.Today.Total(), a.Today.Total()), cmp.Compare(b.Volume.Median, a.Volume.Median))
	}
	slices.SortFunc(byChannel, func(a, b Usual) int { return cmp.Or(most(a, b), cmp.Compare(a.Channel, b.Channel)) })
	slices.SortFunc(byContributor, func(a, b Usual) int { return cmp.Or(most(a, b), cmp.Compare(a.Contributor, b.Contributor)) })
	return all[true].usual(some), byChannel, byContributor, nil
}

// days are one row's counts: today's, and what the same time of the other
// weeks' days comes to.
type days struct {
	today  Count
	n, sum [weeks + 1]float64
}

func add[K comparable](m map[K]*days, k K, c countIn, gone float64) {
	if m[k] == nil {
		m[k] = &days{}
	}
	d, w, part := m[k], c.window/2, 1.0
	if w == 0 {
		d.today = d.today.plus(c.count)
	}
	if c.window%2 == 1 {
		part = gone
	}
	d.n[w] += part * float64(c.count.Total())
	d.sum[w] += part * c.count.Sum
}

// usual works out the ranges; days on which nothing at all was recorded say
// nothing about what is usual.
func (d *days) usual(some [weeks + 1]bool) Usual {
	u := Usual{Today: d.today}
	var volume, mean []float64
	for w := 1; w <= weeks; w++ {
		if some[w] {
			volume = append(volume, d.n[w])
		}
		if d.n[w] > 0 {
			mean = append(mean, d.sum[w]/d.n[w])
		}
	}
	now, _, _ := u.Today.Mean()
	u.Volume, u.Mean = between(volume), between(mean)
	for _, n := range d.n[1:] {
		u.Volume.N += n
	}
	u.Mean.N = u.Volume.N
	u.Volume.flag(float64(u.Today.Total()), u.Today.Total())
	u.Mean.flag(now, u.Today.Total())
	return u
}

func between(x []float64) Range {
	return Range{Weeks: len(x), Low: quantile(x, 0.1), Median: quantile(x, 0.5), High: quantile(x, 0.9)}
}

// flag says that today lies outside, if there is enough of today and of the
// usual to say so.
func (r *Range) flag(today float64, n int64) {
	if r.Enough() && n >= flagFrom {
		r.Above, r.Below = today > r.High, today < r.Low
	}
}

// quantile is Hyndman and Fan's type 7: linear between the order statistics.
func quantile(x []float64, p float64) float64 {
	if len(x) == 0 {
		return 0
	}
	x = slices.Sorted(slices.Values(x))
	h := p * float64(len(x)-1)
	i := int(math.Floor(h))
	if i+1 >= len(x) {
		return x[len(x)-1]
	}
	return x[i] + (h-float64(i))*(x[i+1]-x[i])
}
