package web

import (
	"time"

	"regard/internal/platform/page"
)

// ClassBanner says on a card that it is no customer's.
type ClassBanner struct {
	Label       string // "A supplier"
	By          string // who said so; empty for a rule
	ByRule      bool
	RulesURL    string // for who may see the rules
	TakeBackURL string // POST class=customer; empty for who may not
}

// NotCustomersPage lists what is no customer. GET /customers/not?class=
type NotCustomersPage struct {
	Frame
	Class    string // that is shown; empty for all
	Classes  []ClassFilter
	Rows     []NotCustomerRow
	Pager    Pager
	MayClass bool
	RulesURL string // for who may see the rules
	Total    int    // of all classes
}

// Template names the page.
func (NotCustomersPage) Template() string { return "not-customers" }

// ClassFilter is one class to choose, and how many are of it.
type ClassFilter struct {
	Class, Label, URL string
	Count             int
}

// NotCustomerRow is one who is none.
type NotCustomerRow struct {
	CustomerRef
	Identifiers []Identifier
	By          string // who said so; empty for a rule
	LastAt      time.Time
	TakeBackURL string
}

// ClassRulesPage is the rules by which addresses and handles say who is no
// customer. ?add opens the form; with pattern and class it previews whom they
// would concern. POST /settings/not-customers adds a rule (pattern, class),
// /settings/not-customers/remove removes one (pattern).
type ClassRulesPage struct {
	Settings
	Version   Version
	Rows      []ClassRuleRow
	Proposals []ClassRuleRow
	Form      *ClassRuleForm
	Classes   []page.Option
	Errors    Errors
}

// Template names the page.
func (ClassRulesPage) Template() string { return "class-rules" }

// ClassRuleRow is a rule, in force or proposed. Count is how many it classes,
// or would.
type ClassRuleRow struct {
	Pattern, Class, Label string
	Means                 string // "every address at carrier.example"
	Count                 int
}

// ClassRuleForm is what was typed, and what it would do once that was asked.
type ClassRuleForm struct {
	Pattern, Class string
	Preview        *ClassPreview
}

// ClassPreview is what a rule would do.
type ClassPreview struct {
	Label  string // "suppliers"
	Means  string
	Count  int
	Some   []CustomerRef
	Looked int
	All    bool // Looked is everybody
}
