package page

// Errors says what is wrong with a form, a sentence a field; the form as a whole
// is "".
type Errors map[string]string

// Form is what is wrong with the form as a whole.
func (e Errors) Form() string { return e[""] }

// Of is what is wrong with one field; empty when nothing is.
func (e Errors) Of(field string) string { return e[field] }

// Has tells whether something is wrong with one field.
func (e Errors) Has(field string) bool { return e[field] != "" }

// Field is one field of a form as a template draws it: label, what was typed,
// help and error beside it. Built in templates: field .Errors "name" "Label"
// value | kind "email" | needed.
type Field struct {
	Name, Label, Value, Error string

	Type         string // of the input: text when empty; "select", "textarea", "checkbox" are drawn as such
	Help         string
	Placeholder  string
	Unit         string
	Autocomplete string
	InputMode    string
	Min, Max     string
	Step         string
	Rows         int
	Required     bool
	Autofocus    bool
	Narrow       bool
	ReadOnly     bool
	Options      []Option
}

// Option is one choice of a select.
type Option struct {
	Value, Label string
	Group        string // options of one group stand together, under its name
}

// NewField begins a field.
func NewField(errs Errors, name, label, value string) Field {
	return Field{Name: name, Label: label, Value: value, Error: errs[name]}
}

// DescribedBy is the value of aria-describedby: the help's and the error's ids.
func (f Field) DescribedBy() string {
	switch {
	case f.Help != "" && f.Error != "":
		return f.Name + "-help " + f.Name + "-error"
	case f.Help != "":
		return f.Name + "-help"
	case f.Error != "":
		return f.Name + "-error"
	}
	return ""
}

// Chosen is what the field holds as its reader knows it: the label of the choice.
func (f Field) Chosen() string {
	for _, o := range f.Options {
		if o.Value == f.Value {
			return o.Label
		}
	}
	return f.Value
}

// Groups gives a select's options by group, in their order; options without a
// group come under "".
func (f Field) Groups() []OptionGroup {
	var groups []OptionGroup
	for _, o := range f.Options {
		if n := len(groups); n == 0 || groups[n-1].Name != o.Group {
			groups = append(groups, OptionGroup{Name: o.Group})
		}
		g := &groups[len(groups)-1]
		g.Options = append(g.Options, o)
	}
	return groups
}

// OptionGroup is neighbouring options of one group.
type OptionGroup struct {
	Name    string
	Options []Option
}
