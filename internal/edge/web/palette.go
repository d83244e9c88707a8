package web

// Palette is what Ctrl-K found: the fragment that GET /palette?q= answers.
type Palette struct {
	Query     string
	Customers []PaletteCustomer
	Places    []PaletteItem
	Actions   []PaletteItem
	SaidURL   string // where the same is looked for in what was said
}

// Template names the fragment.
func (Palette) Template() string { return "palette/found" }

// PaletteCustomer is a customer found.
type PaletteCustomer struct {
	CustomerRef
	Detail       string // the identifier that matched, or the best one
	Relationship Relationship
}

// PaletteItem is a page or an action. Does names what the browser does by itself:
// "#keys" opens that dialog, "theme:dark" changes the theme.
type PaletteItem struct {
	Label, Detail, Icon, URL, Does string
}
