package web

// DocsPage is the API's documentation, from its OpenAPI description.
type DocsPage struct {
	Outside
	SignedIn bool
	Docs     Docs
}

// Template names the page.
func (DocsPage) Template() string { return "docs" }

// Docs is an API: its operations by tag.
type Docs struct {
	Title, Version, Intro string
	Server                string
	Tags                  []DocsTag
}

// DocsTag is operations that belong together.
type DocsTag struct {
	ID, Name, Text string
	Operations     []DocsOperation
}

// DocsOperation is one call.
type DocsOperation struct {
	ID, Method, Path string
	Title, Text      string
	Scope            string // what a key needs; may be empty
	Deprecated       bool
	Parameters       []DocsField
	Bodies           []DocsBody
	Answers          []DocsAnswer
}

// DocsBody is what is sent, in one media type.
type DocsBody struct {
	Type    string
	Fields  []DocsField
	Example string
}

// DocsAnswer is what comes back.
type DocsAnswer struct {
	Status, Text string
	Type         string
	Fields       []DocsField
}

// DocsField is one field or parameter, flattened: Depth says how deep it lies.
type DocsField struct {
	Name, Type, In, Text, Example string
	Required                      bool
	Depth                         int
}
