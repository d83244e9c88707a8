package web

import (
	"time"

	"regard/internal/know/customer"
	"regard/internal/platform/page"
)

func sampleMean(v, median, low, high float64, flag string) Range {
	return Range{Today: v, Median: median, Low: low, High: high, Weeks: 8, From: -1, To: 1, Flag: flag}
}

func sampleVolume(v, median, low, high float64, flag string) Range {
	return Range{Today: v, Median: median, Low: low, High: high, Weeks: 8, From: 0, To: 180, Flag: flag}
}

func sampleSlices() Slices {
	s := Slices{
		AsOf: sampleNow,
		All:  Slice{Name: "Everything", Icon: "today", Counts: Counts{Negative: 98, Neutral: 176, Positive: 77}, Mean: sampleMean(-0.07, -0.04, -0.1, 0.03, ""), MeanLow: -0.11, MeanHigh: -0.03, Volume: sampleVolume(351, 309, 262, 360, "")},
		Channels: []Slice{
			{Key: "phone", Name: "Phone", Icon: "phone", URL: "/customers?channel=phone", Counts: Counts{Negative: 61, Neutral: 74, Positive: 23}, Mean: sampleMean(-0.21, -0.08, -0.15, 0.02, "below"), MeanLow: -0.27, MeanHigh: -0.15, Volume: sampleVolume(158, 112, 94, 131, "above")},
			{Key: "email", Name: "E-mail", Icon: "email", URL: "/customers?channel=email", Counts: Counts{Negative: 22, Neutral: 51, Positive: 17}, Mean: sampleMean(-0.04, -0.05, -0.14, 0.04, ""), MeanLow: -0.12, MeanHigh: 0.04, Volume: sampleVolume(90, 84, 66, 103, "")},
			{Key: "chat", Name: "Chat", Icon: "chat", URL: "/customers?channel=chat", Counts: Counts{Negative: 12, Neutral: 48, Positive: 31}, Mean: sampleMean(0.19, 0.06, -0.05, 0.15, "above"), MeanLow: 0.1, MeanHigh: 0.28, Volume: sampleVolume(91, 97, 78, 118, "")},
			{Key: "field", Name: "Visit", Icon: "field", URL: "/customers?channel=field", Counts: Counts{Negative: 1, Neutral: 2, Positive: 6}, Mean: sampleMean(0.41, 0.22, 0.02, 0.38, ""), MeanLow: 0.09, MeanHigh: 0.73, Volume: sampleVolume(9, 14, 8, 21, "")},
			{Key: "social", Name: "Social", Icon: "social", URL: "/customers?channel=social", Counts: Counts{Negative: 2, Neutral: 1}, Mean: Range{Today: -0.4, From: -1, To: 1}, MeanLow: -0.92, MeanHigh: 0.12, Volume: Range{Today: 3, From: 0, To: 180}},
			{Key: "post", Name: "Post", Icon: "post", Mean: sampleMean(0, 0, 0, 0, ""), Volume: sampleVolume(0, 2, 0, 5, "")},
		},
		Contributors: []Slice{
			{Key: "fjordfrakt", Name: "Fjordfrakt", Partner: true, URL: "/customers?caused=fjordfrakt", Counts: Counts{Negative: 41, Neutral: 12, Positive: 4}, Mean: sampleMean(-0.44, -0.18, -0.3, -0.06, "below"), MeanLow: -0.54, MeanHigh: -0.34, Volume: sampleVolume(57, 24, 15, 34, "above")},
			{Key: "support", Name: "Support", URL: "/customers?caused=support", Counts: Counts{Negative: 22, Neutral: 71, Positive: 42}, Mean: sampleMean(0.09, 0.05, -0.03, 0.12, ""), MeanLow: 0.02, MeanHigh: 0.16, Volume: sampleVolume(135, 128, 104, 151, "")},
			{Key: "billing", Name: "Billing", URL: "/customers?caused=billing", Counts: Counts{Negative: 18, Neutral: 20, Positive: 7}, Mean: sampleMean(-0.16, -0.12, -0.22, 0, ""), MeanLow: -0.29, MeanHigh: -0.03, Volume: sampleVolume(45, 41, 30, 52, "")},
			{Key: "", Name: "Nobody assigned", URL: "/customers?caused=unassigned", Counts: Counts{Negative: 9, Neutral: 30, Positive: 4}, Mean: sampleMean(-0.05, -0.04, -0.11, 0.05, ""), MeanLow: -0.16, MeanHigh: 0.06, Volume: sampleVolume(43, 39, 28, 50, "")},
		},
	}
	s.Fit()
	return s
}

func sampleArrivals() []Arrival {
	a := []Arrival{
		{At: sampleAgo(20 * time.Second), Channel: "phone", Direction: "in", Customer: hansen, Touchpoint: "Support line", Text: "Third time I call about the same invoice, and nobody can tell me why it doubled.", Impression: leftNegative(-0.62, "detected"), CausedBy: []Share{byBilling}, Fresh: true},
		{At: sampleAgo(70 * time.Second), Channel: "chat", Direction: "in", Customer: nguyen, Touchpoint: "Help", Text: "It works now, thank you so much for waiting with me!", Impression: leftPositive(0.71, "detected"), CausedBy: []Share{bySupport}},
		{At: sampleAgo(2 * time.Minute), Channel: "system", Direction: "out", Customer: berg, Touchpoint: "Delivery at the door", Text: "Delivery of order 5120: late", Impression: leftNegative(-0.4, "inferred"), CausedBy: []Share{{Contributor: "Fjordfrakt", Share: 1, Source: "rule", URL: "/customers?caused=fjordfrakt"}}},
		{At: sampleAgo(3 * time.Minute), Channel: "email", Direction: "in", Customer: unnamed, Touchpoint: "Sales", Text: "Hei, hva koster fiber på Averøya?", Impression: Impression{Label: "unknown"}},
		{At: sampleAgo(5 * time.Minute), Channel: "email", Direction: "out", Customer: havbris, Touchpoint: "Tender", Text: "Tilbud på 40 rom, revidert", Impression: Impression{Label: "unknown"}},
		{At: sampleAgo(8 * time.Minute), Channel: "field", Direction: "out", Customer: berg, Touchpoint: "Technician's visit", Text: "Fixed first time, new splitter in the basement", Impression: leftPositive(0.4, "inferred"), CausedBy: []Share{{Contributor: "Field service", Share: 1, Source: "rule"}}},
		{At: sampleAgo(11 * time.Minute), Channel: "in_person", Direction: "in", Customer: solheim, Touchpoint: "Reception", Text: "Dropped in to ask about order 4711", Impression: leftNeutral(0, "observed"), CausedBy: []Share{byNobody}},
		{At: sampleAgo(14 * time.Minute), Channel: "sms", Direction: "in", Customer: hansen, Touchpoint: "Survey", Text: "3 av 10", Impression: leftNegative(-0.6, "asked"), CausedBy: []Share{{Contributor: "Fjordfrakt", Share: 0.6, Source: "stated"}, {Contributor: "Support", Share: 0.4, Source: "stated"}}},
	}
	var out []Arrival
	for i := range 16 {
		x := a[i%len(a)]
		x.ID = "int_a" + page.Count(i)
		x.At = x.At.Add(-time.Duration(i/len(a)) * 17 * time.Minute)
		x.URL = x.Customer.URL()
		x.Fresh = x.Fresh && i == 0
		out = append(out, x)
	}
	return out
}

func sampleToday() TodayPage {
	return TodayPage{
		Frame: sampleFrame("today"), LiveURL: "/live", Arrivals: sampleArrivals(), Slices: sampleSlices(),
		Coverage: sampleCoverage().Coverage, Interactions: 1284, Seen: &HistorySeen{Interval: Interval{Value: 0.62, Low: 0.59, High: 0.65, N: 1240}, Days: 28, Enough: true, Employees: 14},
	}
}

func sampleTodayQuiet() TodayPage {
	t := sampleToday()
	t.Arrivals, t.Slices, t.Interactions = nil, Slices{AsOf: sampleNow}, 0
	return t
}

func sampleTodaySeen(s HistorySeen) TodayPage {
	t := sampleToday()
	t.Seen = &s
	return t
}

func sampleBands(q string) []BandFilter {
	return []BandFilter{
		{URL: "/customers?q=" + q},
		{Band: "strained", URL: "/customers?band=strained&q=" + q},
		{Band: "even", URL: "/customers?band=even&q=" + q},
		{Band: "warm", URL: "/customers?band=warm&q=" + q},
		{Band: "unknown", URL: "/customers?band=unknown&q=" + q},
	}
}

func sampleCustomers() CustomersPage {
	ids := []Identifier{{Kind: "phone", Value: "+47 412 55 019"}, {Kind: "email", Value: "ingrid.solheim@solheimregnskap.example"}, {Kind: "external:crm", Value: "K-204417"}}
	rows := []CustomerRow{
		{CustomerRef: solheim, Identifiers: ids, Relationship: badRel, LastAt: sampleAgo(19 * time.Hour), LastChannel: "phone", Value: sampleNOK(8388), Episodes: 14},
		{CustomerRef: hansen, Identifiers: ids[:1], Relationship: evenRel, LastAt: sampleAgo(20 * time.Second), LastChannel: "phone", Value: sampleNOK(5988), Episodes: 6},
		{CustomerRef: nguyen, Identifiers: ids[1:2], Relationship: noRel, LastAt: sampleAgo(70 * time.Minute), LastChannel: "chat", Episodes: 1},
		{CustomerRef: unnamed, Identifiers: ids[:1], Relationship: noRel, LastAt: sampleAgo(26 * time.Hour), LastChannel: "email", Episodes: 1},
		{CustomerRef: havbris, Identifiers: ids[1:], Relationship: warmRel, LastAt: sampleAgo(100 * 24 * time.Hour), LastChannel: "email", Value: sampleNOK(412000), Episodes: 38},
		{CustomerRef: berg, Relationship: evenRel, Value: sampleNOK(7188), Episodes: 0},
	}
	for len(rows) < 18 {
		rows = append(rows, rows[len(rows)%5])
	}
	return CustomersPage{Frame: sampleFrame("customers"), List: CustomerList{Bands: sampleBands(""), Rows: rows, Pager: Pager{NextURL: "/customers?cursor=x", BackURL: "/customers"}}}
}

func sampleCustomersNobody() CustomersPage {
	return CustomersPage{Frame: sampleFrame("customers"), List: CustomerList{Query: "øyvnid", Band: "warm", Bands: sampleBands("øyvnid")}}
}

func sampleRecords() (Record, Record) {
	same := map[string]bool{"+47 412 55 019": true}
	return Record{CustomerRef: solheim, Identifiers: []Identifier{{Kind: "phone", Value: "+47 412 55 019"}, {Kind: "email", Value: "ingrid.solheim@solheimregnskap.example"}, {Kind: "external:crm", Value: "K-204417"}}, Relationship: badRel, Value: sampleNOK(8388), LastAt: sampleAgo(19 * time.Hour), Episodes: 14, Interactions: 41, Same: same},
		Record{CustomerRef: CustomerRef{ID: "cus_x", Name: "I. Solheim"}, Identifiers: []Identifier{{Kind: "phone", Value: "+47 412 55 019"}, {Kind: "email", Value: "ingrid@hjemme.example"}}, Relationship: noRel, LastAt: sampleAgo(200 * time.Hour), Episodes: 1, Interactions: 2, Same: same}
}

func sampleSuggestions() SuggestionsPage {
	a, b := sampleRecords()
	c := Record{CustomerRef: hansen, Identifiers: []Identifier{{Kind: "email", Value: "familien@hansen.example"}, {Kind: "external:crm", Value: "K-118820"}}, Relationship: evenRel, Episodes: 6, Interactions: 12, Same: map[string]bool{"familien@hansen.example": true}}
	d := Record{CustomerRef: CustomerRef{ID: "cus_y", Name: "Turid Hansen"}, Identifiers: []Identifier{{Kind: "email", Value: "familien@hansen.example"}, {Kind: "external:crm", Value: "K-118821"}}, Relationship: warmRel, Episodes: 9, Interactions: 17, Same: c.Same}
	alike := weighed(customer.Suggestion{Reasons: []customer.Reason{{Code: "likely", Bits: 9.3}, {Code: "alike", Kind: "birth_date", Value: "same", Bits: 13.4}, {Code: "alike", Kind: "family_name", Value: "same", Bits: 9.8, Rare: true},
		{Code: "alike", Kind: "email", Value: "close", Bits: 7.1}, {Code: "alike", Kind: "given_name", Value: "initial", Bits: 3.3}, {Code: "alike", Kind: "place", Value: "differs", Bits: -3.3}}})
	return SuggestionsPage{Frame: sampleFrame("suggestions"), Compared: sampleAgo(5 * time.Hour), Records: 48211, Tried: 1840233, Total: 7, Pager: Pager{NextURL: "/suggestions?cursor=x"}, Pairs: []Pair{
		{ID: "sug_1", Left: a, Right: b, Reasons: []string{"same phone, used by both this month", "same street address", "names agree"}, Doubts: []string{"another e-mail"}},
		{ID: "sug_2", Left: c, Right: d, Reasons: []string{"same e-mail"}, Doubts: []string{"different numbers in crm: K-118820 and K-118821", "different first names"}, Conflict: true},
		{ID: "sug_3", Left: a, Right: d, Weighed: alike},
	}}
}

func sampleMerge() MergePage {
	a, b := sampleRecords()
	return MergePage{Frame: sampleFrame("suggestions"), Suggestion: "sug_1", Keep: a, Other: b, After: badRel}
}

func sampleLog() LogPage {
	return LogPage{
		Frame: sampleFrame("log"), Form: LogForm{Channel: "in_person", Touchpoint: "reception"},
		Channels:    []string{"in_person", "phone", "email", "chat", "sms", "social", "field", "post"},
		Touchpoints: []page.Option{{Label: "By channel"}, {Value: "reception", Label: "Reception", Group: "Help"}, {Value: "support.line", Label: "Support line", Group: "Help"}, {Value: "delivery.doorstep", Label: "Delivery at the door", Group: "Get"}},
	}
}

func sampleLogFound() LogPage {
	l := sampleLog()
	l.Form.Who = "hans"
	l.Found = LogFound{Query: "hans", New: "name hans", Rows: []LogCandidate{
		{CustomerRef: hansen, Identifier: Identifier{Kind: "phone", Value: "+47 901 44 210"}, Relationship: evenRel, LastAt: sampleAgo(3 * time.Hour)},
		{CustomerRef: CustomerRef{ID: "cus_y", Name: "Turid Hansen"}, Identifier: Identifier{Kind: "email", Value: "turid@hansen.example"}, Relationship: noRel},
	}}
	return l
}

func sampleLogWrong() LogPage {
	l := sampleLog()
	l.Customer = &solheim
	l.Form = LogForm{Customer: solheim.ID, Who: solheim.Name, Channel: "phone", Observed: "-0.6", Note: "Wants to know who has the parcel."}
	l.Errors = Errors{"": "Something is missing below.", "who": "Choose one, or write a number or an e-mail.", "at": "That is more than a day ahead.", "observed": "Choose one."}
	return l
}

func sampleEdit() EditPage {
	return EditPage{
		Frame: sampleFrame("customers"), Customer: solheim, Currency: "NOK", Roles: accountRoles,
		Form:        EditForm{Name: "Ingrid Solheim", Account: "Solheim Regnskap AS", Roles: map[string]bool{"decides": true}, Value: "8388 kr", Since: "2021-03-14", Attributes: []Attribute{{Key: "Product", Value: "Fibre 500"}, {Key: "Address", Value: "Storgata 14, Molde"}}},
		Identifiers: sampleCard().Identifiers[:3],
		Kinds:       []page.Option{{Value: "email", Label: "E-mail"}, {Value: "phone", Label: "Phone"}, {Value: "external:crm", Label: "crm"}},
		Errors:      Errors{"value": "Write a number, such as 8388 or 8388.50."},
	}
}

func sampleNotCustomers() NotCustomersPage {
	ids := []Identifier{{Kind: "email", Value: "post@fjordfrakt.example"}, {Kind: "phone", Value: "+47 412 55 019"}, {Kind: "handle:x", Value: "fjordfrakt"}}
	carrier, bot := havbris, unnamed
	carrier.Name, carrier.Class, bot.Class, bot.Name = "Fjordfrakt AS", "supplier", "bot", "noreply@shop.example"
	return NotCustomersPage{Frame: sampleFrame("customers"), MayClass: true, RulesURL: classRulesURL, Total: 214,
		Classes: []ClassFilter{{Label: "All", URL: notCustomersURL, Count: 214}, {"supplier", "Suppliers", notCustomersURL + "?class=supplier", 31}, {"staff", "Staff", notCustomersURL + "?class=staff", 88},
			{"newsletter", "Newsletters", notCustomersURL + "?class=newsletter", 60}, {"bot", "Bots", notCustomersURL + "?class=bot", 35}, {"test", "Tests", notCustomersURL + "?class=test", 0}},
		Rows: []NotCustomerRow{
			{CustomerRef: carrier, Identifiers: ids, By: "Marte Lunde", LastAt: sampleAgo(3 * time.Hour), TakeBackURL: carrier.URL() + "/class"},
			{CustomerRef: bot, Identifiers: []Identifier{{Kind: "email", Value: "noreply@shop.example"}}, TakeBackURL: bot.URL() + "/class"},
		}, Pager: Pager{NextURL: notCustomersURL + "?cursor=x"}}
}

func sampleAccounts() AccountsPage {
	rows := []AccountRow{
		{CustomerRef: havbris, Value: sampleNOK(412000), Renewal: Renewal{At: sampleDay(4, 30, 0, 0), Days: 44, Worry: true}, People: 12, Told: 5, Relationship: badRel,
			Decider: Decider{CustomerRef: solheim, Relationship: badRel, Deciders: 2}},
		{CustomerRef: CustomerRef{ID: "cus_fjell", Name: "Fjellvik kommune"}, Value: sampleNOK(96000), Renewal: Renewal{At: sampleDay(2, 1, 0, 0), Days: -44}, People: 2000, More: true, Told: 812,
			Relationship: warmRel, Decider: Decider{Deciders: 1}},
		{CustomerRef: CustomerRef{ID: "cus_nes", Name: "Nes Bygg"}, Relationship: noRel},
	}
	return AccountsPage{Frame: sampleFrame("customers"), List: AccountList{Sort: byValue, Sorts: []SortLink{{Label: "Worth most", URL: "/accounts", Current: true}, {Label: "Coldest decider", URL: "/accounts?sort=coldest"}},
		Rows: rows, Pager: Pager{NextURL: "/accounts?cursor=x"}}}
}

func sampleAccountsNone(l AccountList) AccountsPage {
	return AccountsPage{Frame: sampleFrame("customers"), List: l}
}

func sampleAccountCard() CardPage {
	p := sampleCard()
	chips := func(has ...bool) (list []RoleChip) {
		for i, o := range accountRoles {
			list = append(list, RoleChip{Key: o.Value, Label: o.Label, Has: has[i]})
		}
		return list
	}
	p.Customer = Customer{CustomerRef: havbris, IsAccount: true, Since: sampleDay(1, 4, 0, 0), Value: sampleNOK(412000)}
	p.Account = &AccountPart{Renewal: Renewal{At: sampleDay(4, 30, 0, 0), Days: 44, Worry: true}, Decider: Decider{CustomerRef: solheim, Relationship: badRel, Deciders: 2}, Total: 60, Beyond: true, Partly: true,
		People: []AccountPerson{{CustomerRef: solheim, Roles: chips(true, false, true), Relationship: badRel, LastAt: sampleDay(3, 9, 12, 0), Open: 2, Coldest: true},
			{CustomerRef: nguyen, Roles: chips(false, true, false), Relationship: noRel, Left: true}}}
	p.Evidence.Speaks = "Of 1 of its 2 people there is enough to tell by themselves."
	p.Explanation.Parts[0].Who, p.Timeline.Episodes[0].Who, p.Tried = solheim.Name, &solheim, nil
	return p
}

func sampleAccountCardEmpty() CardPage {
	p := sampleCardEmpty()
	p.Customer, p.Account = Customer{CustomerRef: havbris, IsAccount: true}, &AccountPart{}
	return p
}
