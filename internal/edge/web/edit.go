package web

import (
	"slices"
	"strings"

	"regard/internal/platform/page"
)

// EditPage changes what is known of a customer. GET and POST
// /customers/{id}/edit: the fields of EditForm.
type EditPage struct {
	Frame
	Customer    CustomerRef
	Form        EditForm
	Identifiers []Identifier
	IsAccount   bool
	Roles       []page.Option // what a person may be to his account
	Kinds       []page.Option // of identifiers that may be added
	Currency    string
	Errors      Errors
}

// EditForm is what was typed. Fields: name, account and account_roles
// (repeated; of a person), value (a year, in the currency), renews (a date; of
// an account), since, left (dates), attribute_key and attribute_value (repeated,
// in pairs), identifier_kind and identifier_value (one to add), remove
// (repeated: ids of identifiers to take away).
type EditForm struct {
	Name, Account, Value, Renews, Since, Left string
	Roles                                     map[string]bool
	Attributes                                []Attribute
	IdentifierKind, IdentifierValue           string
}

// Template names the page.
func (EditPage) Template() string { return "edit" }

// Options are the values to choose from, of an attribute that has some: a
// language is kept as its code. Its own value is always one of them.
func (a Attribute) Options() []page.Option {
	if a.Key != languageAttribute {
		return nil
	}
	options := []page.Option{{Label: "Not known"}}
	for code, w := range languageWords {
		if code != "" && code != "und" && (code != "no" || a.Typed == code) {
			options = append(options, page.Option{Value: code, Label: w})
		}
	}
	if _, listed := languageWords[a.Typed]; !listed {
		options = append(options, page.Option{Value: a.Typed, Label: languageWord(a.Typed)})
	}
	slices.SortFunc(options[1:], func(x, y page.Option) int { return strings.Compare(x.Label, y.Label) })
	return options
}

// Rows are the attributes and room for two more.
func (f EditForm) Rows() []Attribute {
	return append(append([]Attribute(nil), f.Attributes...), Attribute{}, Attribute{})
}
