package interaction

import (
	"context"
	"slices"

	"regard/internal/know/company"
	"regard/internal/know/impression"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// mostTopics are told of one interaction.
const mostTopics = 10

// Retopic says what a customer's words are about: keys of topics, none where they are about none. What they left stays as it is.
func Retopic(ctx context.Context, tx *company.Tx, id ID, topics []string, reason string) (c impression.Correction, err error) {
	defer problem.Wrap(&err, "interaction.Retopic")
	i, err := locked(ctx, tx, id)
	if err != nil {
		return c, err
	}
	d, err := tx.Directory(ctx)
	if err != nil {
		return c, err
	}
	if !i.Theirs() {
		return c, problem.New(problem.Conflict, "correction.no_words", nil)
	}
	if len(topics) > mostTopics {
		return c, problem.Field("topics", "field.too_many", problem.Params{"max": mostTopics})
	}
	known := Reader(d).Topics()
	for k, t := range topics {
		switch {
		case !slices.Contains(known, t):
			return c, problem.Field("topics", "correction.topic_unknown", problem.Params{"value": short(t)})
		case slices.Contains(topics[:k], t):
			return c, problem.Field("topics", "correction.topic_twice", problem.Params{"value": short(t)})
		}
	}
	said, err := impression.CorrectionsOf(ctx, tx, []int64{int64(id)})
	if err != nil {
		return c, err
	}
	now, _ := i.Hear(d, said[int64(id)])
	c = impression.Correction{CustomerID: i.CustomerID, PartID: int64(id), Kind: impression.Topics, Reason: reason,
		Was: impression.Said{Topics: keysOf(now.Reading.Topics())}, Now: impression.Said{Topics: topics}}
	if slices.Equal(slices.Sorted(slices.Values(keysOf(now.Topics))), slices.Sorted(slices.Values(topics))) {
		return c, problem.Field("topics", "correction.same", nil)
	}
	if err := impression.Note(ctx, tx, &c); err != nil {
		return c, err
	}
	i.changed(tx, FactCorrected)
	return c, nil
}

func keysOf(list []text.Told) (keys []string) {
	for _, t := range list {
		keys = append(keys, t.What)
	}
	return keys
}
