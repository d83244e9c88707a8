package web

import "html/template"

// FramesPage is "Card elsewhere": which other systems may show the card, and how
// it comes there. POST /settings/frames: origins, one a line.
type FramesPage struct {
	Settings
	Origins  string // as they stand in the form
	Listed   []string
	Edition  Version
	Errors   Errors
	Home     string       // where this Regard is: "https://regard.example.com"
	Bookmark template.URL // the bookmarklet; empty where the assets were never bundled
	Secure   bool         // Regard is reached by TLS, or on this machine: frames of other sites can sign in
}

// Template names the page.
func (FramesPage) Template() string { return "frames" }

// Snippet shows a pane in a help desk's page.
func (p FramesPage) Snippet() string {
	return `<script src="` + p.Home + `/pane.js" defer></script>
<regard-card email="ada@example.com"></regard-card>`
}

// Update tells a pane that another customer is there.
func (p FramesPage) Update() string {
	return `const pane = document.querySelector("regard-card");
pane.show({ phone: "+47 400 11 222", email: "ada@example.com" });   // the next ticket
pane.show({ number: "C-1042" });                                    // a customer number
pane.show({});                                                      // no ticket is open`
}

// Link opens the card from a telephone system.
func (p FramesPage) Link() string { return p.Home + "/card?compact&phone=%2B4740011222" }
