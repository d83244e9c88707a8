package impression

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Episode is one need and all that it took, and the impression that it left as
// a whole.
type Episode struct {
	ID           int64
	CustomerID   customer.ID
	Key          Key
	TouchpointID int64 // of its first part
	Inbound      bool  // whether the customer opened it
	OpenedAt     time.Time
	LastAt       time.Time
	DoneAt       time.Time // when it was last called done; zero if never
	DoneBy       int64     // by which contributor
	RepeatOf     int64     // the episode that it comes back to
	Parts        int64
	ByHand       bool // somebody joined it or split it

	Impressions int64 // that count; 0: nothing is known of what it left
	Valence     float64
	Weight      float64
	PeakID      int64 // the part whose impression was the peak
	EndID       int64 // the part whose impression was the end
	AskedAt     time.Time
}

// describe fills in what an episode's parts say of it, beside its impression.
func (e *Episode) describe(parts []*Part) {
	first, last := parts[0], parts[len(parts)-1]
	e.CustomerID, e.Key, e.TouchpointID, e.Inbound = first.CustomerID, first.Key, first.TouchpointID, first.Inbound
	e.OpenedAt, e.LastAt, e.Parts = first.At, last.At, int64(len(parts))
	e.DoneAt, e.DoneBy, e.ByHand = time.Time{}, 0, false
	for _, p := range parts {
		e.ByHand = e.ByHand || !p.hand.none()
		if p.Done {
			e.DoneAt, e.DoneBy = p.At, p.HandlerID
		}
		if e.TouchpointID == 0 {
			e.TouchpointID = p.TouchpointID
		}
	}
}

// Episodes returns the episodes of records whose last part is not older than
// since, latest first.
func Episodes(ctx context.Context, tx *company.Tx, records []customer.ID, since time.Time) (_ []Episode, err error) {
	defer problem.Wrap(&err, "impression.Episodes")
	return readEpisodes(ctx, tx, records, since)
}

// PartsOf returns the ids of the parts of episodes, by episode, in the order of time.
func PartsOf(ctx context.Context, tx *company.Tx, episodes []int64) (_ map[int64][]int64, err error) {
	defer problem.Wrap(&err, "impression.PartsOf")
	parts, err := readParts(ctx, tx, episodes)
	if err != nil {
		return nil, err
	}
	all := map[int64][]int64{}
	for _, p := range parts {
		all[p.episode] = append(all[p.episode], p.ID)
	}
	return all, nil
}

// Of returns the impressions of episodes, by episode, in the order of time.
func Of(ctx context.Context, tx *company.Tx, episodes []int64) (_ map[int64][]Impression, err error) {
	defer problem.Wrap(&err, "impression.Of")
	list, err := readImpressions(ctx, tx, episodes)
	if err != nil {
		return nil, err
	}
	all := map[int64][]Impression{}
	for _, i := range list {
		all[i.EpisodeID] = append(all[i.EpisodeID], i)
	}
	return all, nil
}

// FindEpisode returns an episode within the actor's scope; one that joined
// another is found as that.
func FindEpisode(ctx context.Context, tx *company.Tx, id int64) (e Episode, err error) {
	defer problem.Wrap(&err, "impression.FindEpisode")
	missing := problem.Missing("episode", EpisodeID(id))
	for range 16 { // joins upon joins
		list, err := readEpisodesByID(ctx, tx, []int64{id})
		if err != nil {
			return e, err
		}
		if len(list) > 0 {
			if _, err := customer.Find(ctx, tx, list[0].CustomerID); err != nil {
				return e, missing
			}
			return list[0], nil
		}
		if id, err = readAlias(ctx, tx, id); err != nil {
			return e, err
		}
		if id == 0 {
			return e, missing
		}
	}
	return e, missing
}
