package web

import "time"

// OpeningsPage is who looked at a customer's card, newest first. GET
// /customers/{id}/openings?cursor=
type OpeningsPage struct {
	Frame
	Customer CustomerRef
	Erased   bool // nothing else is left of the customer
	Rows     []OpeningRow
	Pager    Pager
}

// Template names the page.
func (OpeningsPage) Template() string { return "openings" }

// OpeningRow is one opening.
type OpeningRow struct {
	At    time.Time
	Who   string
	Unit  string // where he works now; empty for whoever is no employee
	Key   bool   // it was a system with an API key
	Place string
	After *OpenedAfter // nil: nothing was known of the customer by then, or what was is gone
}

// OpenedAfter is the newest interaction that was known when a card was opened.
type OpenedAfter struct {
	At      time.Time
	Channel string
	Title   string
	URL     string // of its episode on the card; empty where it is in none
}

// placeWords say where a card was opened, and placeIcons show it.
var (
	placeWords = map[string]string{"page": "in Regard", "frame": "in another system", "api": "by the API"}
	placeIcons = map[string]string{"page": "customers", "frame": "external", "api": "key"}
)

func placeWord(place string) string { return word(placeWords, place) }

func placeIcon(place string) string { return placeIcons[place] }
