package impression

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
)

// Wipe makes the keys of an erased person's episodes unreadable, each the same
// everywhere, so that what belonged together still does. The numbers stay.
func Wipe(ctx context.Context, tx *company.Tx, e customer.Erased, _ int64) (next, n int64, err error) {
	defer problem.Wrap(&err, "impression.Wipe")
	if err := customer.Lock(ctx, tx, e.Records); err != nil {
		return 0, 0, err
	}
	keys, err := readKeys(ctx, tx, e.Records)
	if err != nil {
		return 0, 0, err
	}
	for i := range keys {
		keys[i].text = Key{Text: keys[i].text}.Blurred(e).Text
	}
	if err := writeKeys(ctx, tx, keys); err != nil {
		return 0, 0, err
	}
	if err := blurParts(ctx, tx, e, keys); err != nil {
		return 0, 0, err
	}
	law, err := InForce(ctx, tx)
	if err != nil {
		return 0, 0, err
	}
	// Of two that ended at the same instant the key decides which comes first.
	return 0, int64(len(keys)), rebuild(ctx, tx, law, e.Records)
}

// Blurred returns the key that stands in the place of one that could be read.
func (k Key) Blurred(e customer.Erased) Key {
	kind, rest, ok := cutKey(k.Text)
	if ok {
		k.Text = kind + e.Digest(rest)
	}
	return k
}

// blurParts does the same with the keys that parts keep themselves, because
// somebody put them into an episode of another key.
func blurParts(ctx context.Context, tx *company.Tx, e customer.Erased, episodes []episodeKey) error {
	var ids []int64
	for _, k := range episodes {
		if k.byHand {
			ids = append(ids, k.id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	parts, err := readParts(ctx, tx, ids)
	if err != nil {
		return err
	}
	var keyed []Part
	for _, p := range parts {
		if p.keyed {
			p.Key = p.Key.Blurred(e)
			keyed = append(keyed, p)
		}
	}
	return writeBodies(ctx, tx, keyed)
}
