package interaction

import (
	"context"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/problem"
	"regard/internal/platform/text"
)

// plainly is how sure a language must be for nobody to ask what its writer usually writes in.
const plainly = 0.95

// lately is how many of a customer's last messages tell what he usually writes in.
const lately = 5

// listenAgain reads once more what was in no language for sure, now that it is known who wrote it: people mostly write in
// the language that they wrote in before.
func (b *batch) listenAgain(ctx context.Context, tx *company.Tx, drafts []heard) (err error) {
	defer problem.Wrap(&err, "interaction.listenAgain")
	var rows []*row
	var ids []customer.ID
	for _, r := range b.rows {
		d := drafts[r.at].draft
		if d.Language == "" && d.heard() && r.CustomerID != 0 && (r.reading.Language == text.Undetermined || r.reading.Sure < plainly) {
			rows, ids = append(rows, r), append(ids, r.CustomerID)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	wrote, err := readLanguages(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i, r := range rows {
		language := commonest(wrote[i])
		if language == "" {
			continue
		}
		d := drafts[r.at].draft
		r.reading = b.ear.reader.Read(d.Text, text.Usual(language))
		r.Language, r.signals, r.efforts = "", nil, nil
		b.signal(r, d)
	}
	return nil
}

// commonest is what stands most often in a list; of several, the first.
func commonest(list []string) (best string) {
	most := 0
	for i, s := range list {
		n := 0
		for _, o := range list[i:] {
			if o == s {
				n++
			}
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}
