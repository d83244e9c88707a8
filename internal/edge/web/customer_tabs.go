package web

// CustomerTab leads to one of the pages about customers as a whole.
type CustomerTab struct {
	Label, URL string
	Current    bool
}

// customerTabs are the pages about customers as a whole that a user may see;
// active is the address of the one that he is on.
func customerTabs(active string, may May) []CustomerTab {
	tabs := []CustomerTab{{Label: "Customers", URL: "/customers"}, {Label: "Accounts", URL: "/accounts"}, {Label: "What was said", URL: wordsURL}}
	if may.Coverage {
		tabs = append(tabs, CustomerTab{Label: "Coverage", URL: coverageURL})
	}
	tabs = append(tabs, CustomerTab{Label: "Not customers", URL: notCustomersURL})
	for i := range tabs {
		tabs[i].Current = tabs[i].URL == active
	}
	return tabs
}
