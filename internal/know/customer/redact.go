package customer

import (
	"context"
	"encoding/json"
	"slices"

	"regard/internal/know/company"
)

// redactPage is how many rows are looked through at once for traces of somebody.
const redactPage = 2000

// Redact looks through what was written about other customers, after a row: of
// what is told as attributes, why they were merged and why they may be one. It
// takes out what names the erased person, and returns where to go on (0 at the
// end) and how many rows changed.
func Redact(ctx context.Context, tx *company.Tx, e Erased, after int64) (next int64, n int64, err error) {
	list, err := readAttributes(ctx, tx, after, redactPage)
	if err != nil {
		return 0, 0, err
	}
	for _, w := range list {
		next = w.id
		if v, changed := e.Traces.RedactJSON(w.text); changed {
			n++
			if err := writeAttributes(ctx, tx, w.id, v); err != nil {
				return 0, 0, err
			}
		}
	}
	return whereNext(len(list), next), n, nil
}

// RedactReasons does the same with why other records were merged.
func RedactReasons(ctx context.Context, tx *company.Tx, e Erased, after int64) (next int64, n int64, err error) {
	list, err := readReasons(ctx, tx, after, redactPage)
	if err != nil {
		return 0, 0, err
	}
	for _, w := range list {
		next = w.id
		if was := w.text; e.Traces.Redact(was) != was {
			n++
			w.text = e.Traces.Redact(was)
			if err := writeReason(ctx, tx, w); err != nil {
				return 0, 0, err
			}
		}
	}
	return whereNext(len(list), next), n, nil
}

// RedactSuggestions does the same with why other records may be one.
func RedactSuggestions(ctx context.Context, tx *company.Tx, e Erased, after int64) (next int64, n int64, err error) {
	list, err := readPairs(ctx, tx, after, redactPage)
	if err != nil {
		return 0, 0, err
	}
	for _, w := range list {
		next = w.id
		if v, changed := e.Traces.RedactJSON(w.text); changed {
			n++
			if err := writePair(ctx, tx, w, v); err != nil {
				return 0, 0, err
			}
		}
	}
	return whereNext(len(list), next), n, nil
}

// RedactRules takes out of the class rules, those of every version, the ones
// whose pattern is an address or a handle of the erased person alone.
func RedactRules(ctx context.Context, tx *company.Tx, e Erased, _ int64) (next int64, n int64, err error) {
	n, err = company.Amend(ctx, tx, ClassRulesName, func(body json.RawMessage) (any, bool, error) {
		var stored classRules
		if err := json.Unmarshal(body, &stored); err != nil {
			return nil, false, err
		}
		kept := slices.DeleteFunc(slices.Clone(stored.Rules), func(r ClassRule) bool {
			return slices.Contains(e.Traces.Keys, r.Pattern) || e.Traces.Holds("email", r.Pattern)
		})
		return classRules{kept}, len(kept) < len(stored.Rules), nil
	})
	return 0, n, err
}

func whereNext(read int, last int64) int64 {
	if read < redactPage {
		return 0
	}
	return last
}
