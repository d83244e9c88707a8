package inbound

import (
	"io"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// Interactions reads a table of interactions. Its columns are named as the
// API's fields; legs, identifiers and attributes are JSON. A row without
// source_ref gets the digest of what it says.
func Interactions(in io.Reader, r Reading) (*Table[interaction.Draft], error) {
	return openTable(in, r, interactionFields)
}

type draft = interaction.Draft

var interactionFields = fields[draft]{
	set: map[string]func(*draft, value) error{
		"source":       text(func(d *draft) *string { return &d.Source }),
		"source_ref":   text(func(d *draft) *string { return &d.SourceRef }),
		"channel":      text(func(d *draft) *interaction.Channel { return &d.Channel }),
		"direction":    text(func(d *draft) *interaction.Direction { return &d.Direction }),
		"touchpoint":   text(func(d *draft) *string { return &d.Touchpoint }),
		"name":         text(func(d *draft) *string { return &d.Name }),
		"contributor":  text(func(d *draft) *string { return &d.Contributor }),
		"employee":     text(func(d *draft) *string { return &d.Employee }),
		"subject":      text(func(d *draft) *string { return &d.Subject }),
		"text":         text(func(d *draft) *string { return &d.Text }),
		"quoted":       text(func(d *draft) *string { return &d.Quoted }),
		"language":     text(func(d *draft) *string { return &d.Language }),
		"thread":       text(func(d *draft) *string { return &d.Thread }),
		"reference":    text(func(d *draft) *string { return &d.Reference }),
		"outcome":      text(func(d *draft) *string { return &d.Outcome }),
		"resolved":     truth(func(d *draft) *bool { return &d.Resolved }),
		"abandoned":    truth(func(d *draft) *bool { return &d.Abandoned }),
		"automated":    truth(func(d *draft) *bool { return &d.Automated }),
		"re_explained": truth(func(d *draft) *bool { return &d.ReExplained }),
		"attempts":     count(func(d *draft) *int { return &d.Attempts }),
		"wait_seconds": count(func(d *draft) *int { return &d.WaitSeconds }),
		"hold_seconds": count(func(d *draft) *int { return &d.HoldSeconds }),
		"transfers":    count(func(d *draft) *int { return &d.Transfers }),
		"asked":        valence(func(d *draft) **float64 { return &d.Asked }),
		"observed":     valence(func(d *draft) **float64 { return &d.Observed }),
		"occurred_at":  func(d *draft, v value) (err error) { d.OccurredAt, err = v.time(); return err },
		"due_at": func(d *draft, v value) error {
			at, err := v.time()
			d.DueAt = &at
			return err
		},
		"id":          ours("id", func(s string) error { _, err := interaction.ParseID(s); return err }),
		"customer_id": ours("customer_id", func(s string) error { _, err := customer.ParseID(s); return err }),
		"legs":        func(d *draft, v value) error { return v.json(&d.Legs) },
		"attributes":  func(d *draft, v value) error { return v.json(&d.Attributes) },
		"identifiers": func(d *draft, v value) error { return v.addTo(&d.Identifiers) },
	},
	identify:  func(d *draft, i customer.Identifier) { d.Identifiers = append(d.Identifiers, i) },
	attribute: func(d *draft, name, text string) { setAttribute(&d.Attributes, name, text) },
	complete:  func(d *draft, r Reading) error { return complete(d, r.Source) },
}

// ours takes a column for what an export adds, which is left out, where parse
// knows it; else it is an attribute like any.
func ours(name string, parse func(string) error) func(*draft, value) error {
	return func(d *draft, v value) error {
		if parse(v.text) != nil {
			setAttribute(&d.Attributes, name, v.text)
		}
		return nil
	}
}

func text[S ~string](of func(*draft) *S) func(*draft, value) error {
	return func(d *draft, v value) error { *of(d) = S(v.text); return nil }
}

func truth(of func(*draft) *bool) func(*draft, value) error {
	return func(d *draft, v value) (err error) { *of(d), err = v.truth(); return err }
}

func count(of func(*draft) *int) func(*draft, value) error {
	return func(d *draft, v value) (err error) { *of(d), err = v.count(); return err }
}

func valence(of func(*draft) **float64) func(*draft, value) error {
	return func(d *draft, v value) error {
		x, err := v.number()
		*of(d) = &x
		return err
	}
}
