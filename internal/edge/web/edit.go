package web

import "regard/internal/platform/page"

// EditPage changes what is known of a customer. GET and POST
// /customers/{id}/edit: the fields of EditForm.
type EditPage struct {
	Frame
	Customer    CustomerRef
	Form        EditForm
	Identifiers []Identifier
	Kinds       []page.Option // of identifiers that may be added
	Currency    string
	Errors      Errors
}

// EditForm is what was typed. Fields: name, account, value (a year, in the
// currency), since, left (dates), attribute_key and attribute_value (repeated,
// in pairs), identifier_kind and identifier_value (one to add), remove
// (repeated: ids of identifiers to take away).
type EditForm struct {
	Name, Account, Value, Since, Left string
	Attributes                        []Attribute
	IdentifierKind, IdentifierValue   string
}

// Template names the page.
func (EditPage) Template() string { return "edit" }

// Rows are the attributes and room for two more.
func (f EditForm) Rows() []Attribute {
	return append(append([]Attribute(nil), f.Attributes...), Attribute{}, Attribute{})
}
