package impression

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// inEpisode reads the parts and impressions of an episode, in the order of time.
func inEpisode(ctx context.Context, tx *company.Tx, e Episode) (parts []Part, left []Impression, err error) {
	if parts, err = readParts(ctx, tx, []int64{e.ID}); err != nil {
		return nil, nil, err
	}
	for i := range parts {
		if !parts[i].keyed {
			parts[i].Key = e.Key
		}
	}
	left, err = readImpressions(ctx, tx, []int64{e.ID})
	return parts, left, err
}

func partOf(parts []Part, id int64) *Part {
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.ID == id }); i >= 0 {
		return &parts[i]
	}
	return nil
}

// EpisodeOf returns in which of a record's episodes a part lies; a part that
// lies in none is a problem.
func EpisodeOf(ctx context.Context, tx *company.Tx, record customer.ID, part int64) (episode int64, err error) {
	defer problem.Wrap(&err, "impression.EpisodeOf")
	if episode, err = readEpisodeOf(ctx, tx, record, part); err == nil && episode == 0 {
		err = problem.Field("part", "correction.no_part", nil)
	}
	return episode, err
}

// RolesOf returns of which roles a part gives signals.
func RolesOf(ctx context.Context, tx *company.Tx, record customer.ID, part int64) (roles []Role, err error) {
	defer problem.Wrap(&err, "impression.RolesOf")
	p, err := findPart(ctx, tx, record, part)
	if gone(err) {
		return nil, nil
	}
	for _, s := range p.Signals {
		roles = append(roles, s.Role)
	}
	return roles, err
}

// FindPart returns a part as it lies in a record's episodes.
func FindPart(ctx context.Context, tx *company.Tx, record customer.ID, id int64) (p Part, err error) {
	defer problem.Wrap(&err, "impression.FindPart")
	return findPart(ctx, tx, record, id)
}

func findPart(ctx context.Context, tx *company.Tx, record customer.ID, id int64) (p Part, err error) {
	episode, err := readEpisodeOf(ctx, tx, record, id)
	if err != nil {
		return p, err
	}
	list, err := readEpisodesByID(ctx, tx, []int64{episode})
	if err != nil {
		return p, err
	}
	if len(list) == 0 {
		return p, problem.Field("part", "correction.no_part", nil)
	}
	parts, _, err := inEpisode(ctx, tx, list[0])
	if err != nil {
		return p, err
	}
	if found := partOf(parts, id); found != nil {
		return *found, nil
	}
	return p, problem.Field("part", "correction.no_part", nil)
}

// gone tells whether a part is in no episode: voided, or moved away.
func gone(err error) bool {
	p := problem.Of(err)
	return p != nil && p.Code == "correction.no_part"
}
