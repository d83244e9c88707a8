package web

import "regard/internal/platform/page"

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

// Rows are the attributes and room for two more.
func (f EditForm) Rows() []Attribute {
	return append(append([]Attribute(nil), f.Attributes...), Attribute{}, Attribute{})
}
