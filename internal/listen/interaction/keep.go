package interaction

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/platform/problem"
)

// Texts is a kind of what was written, which may be kept for another time than
// the rest.
type Texts string

// The kinds.
const (
	Words     Texts = "words"      // subject and text
	Quoted    Texts = "quoted"     // quoted replies and signatures
	Told      Texts = "attributes" // whatever else a source told
	OfDevices Texts = "devices"    // all of these, of customers who are nobody but a device
)

// window is how many interactions are looked at at once.
const window = 20_000

// OlderThan returns which interactions have texts of a kind and happened before
// an instant, among the next after one, when, and where to go on (0 at the end).
func OlderThan(ctx context.Context, tx *company.Tx, kind Texts, before time.Time, after int64) (ids []int64, at []time.Time, next int64, err error) {
	defer problem.Wrap(&err, "interaction.OlderThan %s", kind)
	end, n, err := readWindow(ctx, tx, after, window)
	if err != nil || n == 0 {
		return nil, nil, 0, err
	}
	if n == window {
		next = end
	}
	read := map[Texts]func(context.Context, *company.Tx, int64, int64, time.Time) ([]int64, []time.Time, error){
		Words: readWords, Quoted: readQuoted, Told: readTold, OfDevices: readOfDevices}[kind]
	ids, at, err = read(ctx, tx, after, end, before)
	return ids, at, next, err
}

// WipeTexts takes texts of a kind away from interactions. What they left stays.
func WipeTexts(ctx context.Context, tx *company.Tx, kind Texts, ids []int64) (err error) {
	defer problem.Wrap(&err, "interaction.WipeTexts %s", kind)
	list, err := readByID(ctx, tx, asIDs(ids))
	if err != nil {
		return err
	}
	for k := range list {
		i := &list[k]
		if kind == Words || kind == OfDevices {
			i.Subject, i.Text = "", gone(i.Text)
		}
		if kind == Quoted || kind == OfDevices {
			i.Detail.Quoted = ""
		}
		if kind == Told || kind == OfDevices {
			i.Detail.Attributes = nil
		}
	}
	return reword(ctx, tx, list)
}

func asIDs(ids []int64) []ID {
	list := make([]ID, len(ids))
	for i, id := range ids {
		list[i] = ID(id)
	}
	return list
}
