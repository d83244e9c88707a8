// Package coverage tells for how many customers we can tell at all how they
// regard us, and who is silent: no mean of relationships is shown without it.
//
// Which relationships are known changes with time alone, as evidence fades, so
// that no follower can keep the count: a job counts all people anew, hourly and
// on demand, page by page. Counted are people whom we know, who are customers
// and were not erased, each once, whatever his records. Relationships are asked
// of impression; nothing of the law is known here.
package coverage

import (
	"context"
	"math"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/job"
	"regard/internal/platform/problem"
)

// Dimension is by what customers are counted.
type Dimension string

// The dimensions. What values they have: everybody one, ""; a language's code, ""
// where none is known; a channel, "" for who was never in contact; a size of
// Sizes.
const (
	Everybody   Dimension = "all"
	Language    Dimension = "language"     // that he usually writes or speaks
	Channel     Dimension = "channel"      // of his last contact
	AccountSize Dimension = "account_size" // how many people his account has
)

// Dimensions lists those that divide customers.
var Dimensions = []Dimension{Language, Channel, AccountSize}

// Sizes are the values of AccountSize in their order: how many customers belong
// to a person's account, himself among them.
var Sizes = []string{"none", "1-2", "3-10", "11-50", "51-"}

// Row is one value of a dimension: how many customers it has, and for how many
// of them there is enough to tell.
type Row struct {
	Dimension  Dimension `json:"dimension"`
	Value      string    `json:"value"`
	Customers  int64     `json:"customers"`
	Known      int64     `json:"known"`       // for so many there is enough to tell
	Worth      int64     `json:"worth"`       // what customers are worth a year, minor units
	KnownWorth int64     `json:"known_worth"` // what the known are worth
	Scores     float64   `json:"scores"`      // Σ of the scores of the known, each 0 … 100
	Squares    float64   `json:"squares"`     // Σ of their squares
}

// FewestForMean is how many known relationships a mean needs: of fewer it is
// too few to tell.
const FewestForMean = 10

// Mean is the mean score of the known with its 95 % interval, 0 … 100: the
// normal approximation, mean ± 1.96·s/√n with s² = (Σx² - n·mean²)/(n-1). It
// speaks for the known alone. enough is false where they are too few.
func (r Row) Mean() (mean, low, high float64, enough bool) {
	if r.Known < FewestForMean {
		return 0, 0, 100, false
	}
	n := float64(r.Known)
	mean = r.Scores / n
	half := 1.96 * math.Sqrt(math.Max(0, r.Squares-n*mean*mean)/(n-1)/n)
	return mean, math.Max(0, mean-half), math.Min(100, mean+half), true
}

// Share is for which part of customers there is enough to tell, 0 … 1.
func (r Row) Share() float64 { return part(r.Known, r.Customers) }

// WorthShare is the same by what they are worth.
func (r Row) WorthShare() float64 { return part(r.KnownWorth, r.Worth) }

func part(some, all int64) float64 {
	if all == 0 {
		return 0
	}
	return float64(some) / float64(all)
}

// Report is the newest count.
type Report struct {
	CountedAt time.Time // when its counting began; zero: nothing was counted yet
	Whole     Row
	By        map[Dimension][]Row // sizes in their order, else those with most customers first
}

// Read returns the newest count. It speaks of all customers, so that within a
// scope there is none.
func Read(ctx context.Context, tx *company.Tx) (r Report, err error) {
	defer problem.Wrap(&err, "coverage.Read")
	r = Report{Whole: Row{Dimension: Everybody}, By: map[Dimension][]Row{}}
	if !tx.Scope.All {
		return r, nil
	}
	rows, at, err := readRows(ctx, tx)
	if err != nil {
		return r, err
	}
	r.CountedAt = at
	for _, row := range rows {
		if row.Dimension == Everybody {
			r.Whole = row
		} else {
			r.By[row.Dimension] = append(r.By[row.Dimension], row)
		}
	}
	arrange(r.By)
	return r, nil
}

// Recount has everything counted anew at once.
func Recount(ctx context.Context, tx *company.Tx) (err error) {
	defer problem.Wrap(&err, "coverage.Recount")
	if err := company.Audit(ctx, tx, "coverage.recounted", "coverage", nil); err != nil {
		return err
	}
	return job.Add(ctx, tx.Tx, JobCount, JobKey, tx.Now, nil)
}
