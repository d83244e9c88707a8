package web

import (
	"math"
	"time"

	"regard/internal/platform/page"
)

// The made-up company of the preview: Nordlys Bredbånd, on a Tuesday morning.

var oslo = func() *time.Location {
	z, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	return z
}()

var sampleNow = time.Date(2026, 3, 10, 11, 42, 0, 0, oslo)

func sampleDay(month time.Month, d, hour, minute int) time.Time {
	return time.Date(2026, month, d, hour, minute, 0, 0, oslo)
}

func sampleAgo(d time.Duration) time.Time { return sampleNow.Add(-d) }

func sampleFrame(active string) Frame {
	return Frame{
		Here: page.Here{Zone: oslo, Now: sampleNow}, Active: active, Path: "/", Company: "Nordlys Bredbånd",
		User:    User{Name: "Marte Lunde", Email: "marte.lunde@nordlys.example", Role: "experience lead", Zone: "Europe/Oslo"},
		May:     May{Log: true, Merge: true, Suggestions: true, Edit: true, Coverage: true, Settings: true},
		Waiting: 7,
	}
}

func sampleNOK(amount int64) page.Money { return page.Money{Minor: amount * 100, Currency: "NOK"} }

var (
	solheim      = CustomerRef{ID: "cus_01hzx8k2m4pqr", Name: "Ingrid Solheim", Account: "Solheim Regnskap AS"}
	hansen       = CustomerRef{ID: "cus_01hzx8k2m4pqs", Name: "Odd-Arne Hansen"}
	nguyen       = CustomerRef{ID: "cus_01hzx8k2m4pqt", Name: "Linh Nguyen"}
	unnamed      = CustomerRef{ID: "cus_01hzx8k2m4pqu", Name: "+47 912 34 567", Unnamed: true}
	havbris      = CustomerRef{ID: "cus_01hzx8k2m4pqv", Name: "Hotell Havbris AS"}
	berg         = CustomerRef{ID: "cus_01hzx8k2m4pqw", Name: "Sunniva Berg-Kristoffersen"}
	warmRel      = Relationship{Score: 74.2, Low: 68.4, High: 80.1, Band: "warm", Enough: true, Strained: 45, Warm: 65}
	evenRel      = Relationship{Score: 56.3, Low: 47.9, High: 64.8, Band: "even", Enough: true, Strained: 45, Warm: 65}
	badRel       = Relationship{Score: 38.4, Low: 31.2, High: 45.7, Band: "strained", Enough: true, Strained: 45, Warm: 65}
	noRel        = Relationship{Score: 60, Low: 30, High: 90, Band: "unknown"}
	byFjordfrakt = Share{Contributor: "Fjordfrakt", URL: "/customers?caused=fjordfrakt", Share: 0.7, Source: "rule", Partner: true}
	byField      = Share{Contributor: "Field service", URL: "/customers?caused=field-service", Share: 0.3, Source: "stated"}
	bySupport    = Share{Contributor: "Support", URL: "/customers?caused=support", Share: 1, Source: "default"}
	byBilling    = Share{Contributor: "Billing", URL: "/customers?caused=billing", Share: 1, Source: "rule"}
	byNobody     = Share{Share: 1, Source: "unassigned"}
)

func leftNegative(v float64, basis string) Impression {
	return Impression{Label: "negative", Valence: v, Basis: basis, Confidence: 0.82}
}
func leftPositive(v float64, basis string) Impression {
	return Impression{Label: "positive", Valence: v, Basis: basis, Confidence: 0.74}
}
func leftNeutral(v float64, basis string) Impression {
	return Impression{Label: "neutral", Valence: v, Basis: basis, Confidence: 0.6}
}

func sampleLine() RelationshipLine {
	from := sampleNow.AddDate(-2, 0, 0)
	l := RelationshipLine{From: from, To: sampleNow, Strained: 45, Warm: 65}
	jumps := []LineMoment{
		{At: from.AddDate(0, 1, 12), Points: 2.1, Label: "ordered fibre, told everything", URL: "#epi_a"},
		{At: from.AddDate(0, 3, 2), Points: 3.4, Label: "installed on time", URL: "#epi_b"},
		{At: from.AddDate(0, 7, 20), Points: -2.2, Label: "wrong invoice", URL: "#epi_c"},
		{At: from.AddDate(0, 8, 5), Points: 1.6, Label: "invoice put right the same day", URL: "#epi_d"},
		{At: from.AddDate(1, 0, 11), Points: 6.2, Label: "technician fixed it first time", URL: "#epi_01hzy3"},
		{At: from.AddDate(1, 4, 3), Points: -4.8, Label: "outage of nine hours", URL: "#epi_e"},
		{At: from.AddDate(1, 4, 9), Points: 0, Label: "told what the outage was", URL: "#epi_f"},
		{At: from.AddDate(1, 9, 24), Points: -3.9, Label: "no-show", URL: "#epi_01hzy2"},
		{At: from.AddDate(1, 11, 22), Points: -11.3, Label: "order 4711 late", URL: "#epi_01hzy1"},
		{At: from.AddDate(1, 11, 27), Points: -1.4, Label: "asked for what is on file", URL: "#epi_g"},
	}
	score, width, k := 60.0, 26.0, 0
	for at := from; !at.After(sampleNow); at = at.AddDate(0, 0, 7) {
		for k < len(jumps) && !jumps[k].At.After(at) {
			score += jumps[k].Points * 1.25
			width = math.Max(6.5, width*0.84)
			jumps[k].Score = score
			k++
		}
		score += (60 - score) * 0.006
		width = math.Min(28, width*1.006)
		l.Points = append(l.Points, LinePoint{At: at, Score: score, Low: math.Max(0, score-width), High: math.Min(100, score+width), Enough: k >= 2})
	}
	last := &l.Points[len(l.Points)-1]
	last.Score, last.Low, last.High = 38.4, 31.2, 45.7
	last.At = sampleNow
	for i := range jumps {
		if jumps[i].Score == 0 {
			jumps[i].Score = 38.4
		}
	}
	l.Moments = jumps
	l.Readings = []LineReading{{At: from.AddDate(0, 5, 0), Answer: 8}, {At: from.AddDate(1, 6, 0), Answer: 6}}
	return l
}

func sampleExplanation() Explanation {
	e := Explanation{Score: 38.4, More: 9, MoreBy: -0.8, AllURL: "/customers/" + solheim.ID + "/relationship", Parts: []Part{
		{Points: -11.3, Label: "Order 4711 late by six days", At: sampleDay(3, 2, 9, 14), URL: "#epi_01hzy1", Basis: "asked", Causers: "Fjordfrakt 70 %, Field service"},
		{Points: -4.9, Label: "Technician did not come", At: sampleDay(1, 8, 12, 0), URL: "#epi_01hzy2", Basis: "inferred", Causers: "Field service"},
		{Points: 4.2, Label: "Technician fixed it first time", At: time.Date(2025, 3, 21, 10, 0, 0, 0, oslo), URL: "#epi_01hzy3", Basis: "asked", Causers: "Field service"},
		{Points: -3.1, Label: "Outage of nine hours", At: time.Date(2025, 7, 13, 4, 0, 0, 0, oslo), URL: "#epi_01hzy4", Basis: "inferred", Causers: "Product"},
		{Points: 1.4, Label: "Invoice put right the same day", At: time.Date(2024, 11, 15, 4, 0, 0, 0, oslo), URL: "#epi_01hzy5", Basis: "observed", Causers: "Billing"},
		{Points: -0.9, Label: "Asked for what is on file", At: sampleDay(3, 6, 8, 0), URL: "#epi_01hzy1", Basis: "inferred", Causers: "Support"},
	}}
	e.Prior = e.Score - e.MoreBy
	for _, p := range e.Parts {
		e.Prior -= p.Points
	}
	return e
}

func sampleTimeline() Timeline {
	return Timeline{
		Here: page.Here{Zone: oslo, Now: sampleNow}, CustomerID: solheim.ID, Total: 14,
		Channels: []page.Option{{Value: "phone", Label: "Phone"}, {Value: "email", Label: "E-mail"}, {Value: "chat", Label: "Chat"}, {Value: "field", Label: "Visit"}},
		Causes:   []page.Option{{Value: "fjordfrakt", Label: "Fjordfrakt"}, {Value: "field-service", Label: "Field service"}, {Value: "support", Label: "Support"}},
		OlderURL: "/customers/" + solheim.ID + "/timeline?cursor=abc",
		Episodes: []Episode{
			{
				ID: "epi_01hzy1", Title: "Order 4711", Touchpoint: "Delivery at the door", Reference: "order:4711", From: sampleDay(3, 2, 9, 14), To: sampleDay(3, 9, 16, 40),
				Impression: leftNegative(-0.74, "asked"), Points: -11.3, CausedBy: []Share{byFjordfrakt, byField}, Outcomes: []string{"late"},
				Effort: Effort{WaitSeconds: 720, HoldSeconds: 190, Transfers: 2, ReExplained: true}, Open: true,
				Interactions: []Interaction{
					{ID: "int_9", At: sampleDay(3, 9, 16, 40), Channel: "phone", Direction: "in", Speaker: "Ingrid Solheim", HeardBy: "Support (Ola Viken)", Text: "The box was to be here on Tuesday. It's been six days, this is the third time I call, and I have clients without a line. I'd like to know who actually has it.", Language: "en", Impression: leftNegative(-0.8, "detected"), Effort: Effort{WaitSeconds: 720, HoldSeconds: 190, Transfers: 2}, Corrected: true, CorrectURL: "/interactions/int_9/correct"},
					{ID: "int_8", At: sampleDay(3, 6, 8, 12), Channel: "email", Direction: "out", Speaker: "Ola Viken", HeardBy: "Support", Subject: "Re: Hvor er pakken?", Text: "Hei Ingrid,\n\nBeklager ventetiden. Pakken ligger hos Fjordfrakt i Ålesund og blir levert mandag. Kan du bekrefte adressen en gang til?", Language: "nb", Quoted: "> Hei, pakken skulle vært her tirsdag …\n> Ordre 4711\n--\nOla Viken · Kundesenter · Nordlys Bredbånd"},
					{ID: "int_7", At: sampleDay(3, 5, 21, 3), Channel: "email", Direction: "in", Speaker: "Ingrid Solheim", HeardBy: "Support", Subject: "Hvor er pakken?", Text: "Hei, pakken skulle vært her tirsdag. Sporingen har stått stille siden lørdag.", Language: "nb"},
					{ID: "int_6", At: sampleDay(3, 3, 17, 0), Channel: "post", Direction: "out", Speaker: "Fjordfrakt", Subject: "Delivery of order 4711", Outcome: "late", DueAt: sampleDay(3, 3, 16, 0), Automated: true, Text: "Not delivered: on the wrong van.", Impression: leftNegative(-0.4, "inferred"), Contested: "Fjordfrakt", CorrectURL: "/interactions/int_6/correct"},
					{ID: "int_5", At: sampleDay(3, 2, 9, 14), Channel: "system", Direction: "out", Speaker: "Nordlys Bredbånd", Subject: "We have your order 4711", Automated: true, Text: "Your router will be with you on Tuesday 3 March between 8 and 16."},
				},
			},
			{
				ID: "epi_01hzya", Title: "Slow line upstairs", Touchpoint: "Help", From: sampleDay(2, 14, 19, 5), To: sampleDay(2, 14, 19, 31), Impression: Impression{Label: "unknown"}, CausedBy: []Share{byNobody}, Done: true, Open: true,
				Interactions: []Interaction{
					{ID: "int_4", At: sampleDay(2, 14, 19, 31), Channel: "web", Direction: "in", Speaker: "Ingrid Solheim", Subject: "Placing the router well", SelfService: true, Text: "Read in the help centre, three minutes."},
					{ID: "int_3", At: sampleDay(2, 14, 19, 5), Channel: "chat", Direction: "in", Speaker: "Ingrid Solheim", HeardBy: "Kundehjelp (outsourced)", Text: "Is there a way to see which room has the weakest signal?", Note: "The sender's clock was wrong; the time of arrival was taken."},
				},
			},
			{
				ID: "epi_01hzy2", Title: "Visit 20915", Touchpoint: "Technician's visit", From: sampleDay(1, 8, 12, 0), To: sampleDay(1, 12, 10, 30), Impression: leftNegative(-0.4, "inferred"), Points: -4.9, CausedBy: []Share{{Contributor: "Field service", Share: 1, Source: "stated"}}, Outcomes: []string{"no_show"}, Effort: Effort{Returned: true}, Done: true,
				Interactions: []Interaction{
					{ID: "int_2", At: sampleDay(1, 12, 10, 30), Channel: "field", Direction: "out", Speaker: "Jonas Eide", HeardBy: "Field service", Text: "Came Monday instead. Line is good.", Outcome: "fixed_first_time", Impression: leftPositive(0.4, "inferred")},
					{ID: "int_1", At: sampleDay(1, 8, 12, 0), Channel: "field", Direction: "out", Speaker: "Field service", Outcome: "no_show", DueAt: sampleDay(1, 8, 10, 0), Impression: leftNegative(-0.8, "inferred")},
				},
			},
			{
				ID: "epi_01hzy3", Title: "Visit 18822", Touchpoint: "Technician's visit", From: time.Date(2025, 3, 21, 10, 0, 0, 0, oslo), To: time.Date(2025, 3, 22, 9, 0, 0, 0, oslo), Impression: leftPositive(0.8, "asked"), Points: 4.2, CausedBy: []Share{{Contributor: "Field service", Share: 1, Source: "stated"}}, Outcomes: []string{"fixed_first_time"}, Done: true,
				Interactions: []Interaction{
					{ID: "int_0", At: time.Date(2025, 3, 22, 9, 0, 0, 0, oslo), Channel: "sms", Direction: "in", Speaker: "Ingrid Solheim", Text: "9 of 10. He explained everything and took his shoes off :)", Impression: leftPositive(0.8, "asked")},
				},
			},
			{
				ID: "epi_01hzy5", Title: "Invoice 88213", Touchpoint: "Invoice", From: time.Date(2024, 11, 14, 10, 0, 0, 0, oslo), To: time.Date(2024, 11, 15, 9, 0, 0, 0, oslo), Impression: leftNeutral(0, "observed"), Points: 1.4, CausedBy: []Share{byBilling}, Outcomes: []string{"wrong_invoice"}, Done: true,
				Interactions: []Interaction{{ID: "int_y", At: time.Date(2024, 11, 15, 9, 0, 0, 0, oslo), Channel: "email", Direction: "out", Speaker: "Grete Moe", HeardBy: "Billing", Text: "Of course: here is the credit note."}},
			},
		},
	}
}

func sampleCard() CardPage {
	f := sampleFrame("customers")
	return CardPage{
		MayClass: true,
		Frame:    f, LiveURL: "/customers/" + solheim.ID + "/live",
		Customer: Customer{
			CustomerRef: solheim, AccountURL: "/customers/" + havbris.ID, Since: time.Date(2021, 3, 14, 0, 0, 0, 0, oslo), Value: sampleNOK(8388),
			Attributes: []Attribute{{Key: "Product", Value: "Fibre 500"}, {Key: "Address", Value: "Storgata 14, Molde"}, {Key: "Language", Value: "nb"}, {Key: "Born", Masked: true}},
		},
		Sentence:     "Called yesterday at 16:40 about order 4711, waited 12 min and left unhappy; read “Placing the router well” three weeks ago.",
		Relationship: badRel,
		Evidence:     Evidence{Episodes: 14, Asked: 3, Fresh: 4.1},
		Line:         sampleLine(),
		Explanation:  sampleExplanation(),
		Tried: []Tried{
			{At: sampleDay(3, 9, 15, 58), What: "Track my order", Where: "My page", Helped: "no", URL: "https://help.nordlys.example/track"},
			{At: sampleDay(2, 14, 19, 31), What: "Placing the router well", Where: "Help centre", Helped: ""},
		},
		Identifiers: []Identifier{
			{ID: "1", Kind: "phone", Value: "+47 412 55 019", Used: "used yesterday"},
			{ID: "2", Kind: "email", Value: "ingrid.solheim@solheimregnskap.example"},
			{ID: "3", Kind: "external:crm", Value: "K-204417"},
			{ID: "4", Kind: "handle:mastodon", Value: "@ingridso@snabelen.example"},
			{ID: "5", Kind: "email", Value: "post@solheimregnskap.example", Shared: true},
		},
		Suggestions: []SuggestionRef{{ID: "sug_1", Other: CustomerRef{ID: "cus_x", Name: "I. Solheim"}, Reasons: []string{"same phone, used by both this month", "same street address"}, Doubts: []string{"another e-mail"}}},
		Merges:      []Merge{{ID: "mrg_1", Other: CustomerRef{Name: "solheim@gammel.example"}, At: sampleDay(1, 20, 13, 0), By: "Ola Viken", Reason: "same CRM number"}},
		Timeline:    sampleTimeline(),
	}
}

func sampleCardEmpty() CardPage {
	return CardPage{
		Frame: sampleFrame("customers"), Customer: Customer{CustomerRef: unnamed}, Relationship: noRel,
		Evidence: Evidence{Why: "Nothing was left yet that could be told. Two episodes, or one answer, are enough."},
		Timeline: Timeline{CustomerID: unnamed.ID},
	}
}

func sampleCardCompact() CompactPage { return compactCard(sampleCard()) }

func samplePane(state PaneState) PanePage {
	return PanePage{State: state, Given: "+47 400 11 222", LogURL: "/log?who=1", FindURL: "/customers", SignInURL: frameSignInURL, Wrong: "anonymous is no phone number. Check it.",
		People: []PanePerson{{CustomerRef: solheim, CardURL: "/customers/1?compact", Identifier: Identifier{Kind: "email", Value: "ingrid@solheim.example"}, Relationship: badRel},
			{CustomerRef: nguyen, CardURL: "/customers/2?compact", Identifier: Identifier{Kind: "email", Value: "linh@nguyen.example"}, Relationship: noRel}}}
}

func sampleFrames() FramesPage {
	return FramesPage{Settings: sampleSettingsFrame("frames"), Listed: []string{"https://desk.nordlys.example"}, Origins: "https://desk.nordlys.example", Home: "https://regard.nordlys.example",
		Bookmark: "javascript:0", Edition: Version{Number: 2, At: sampleNow, By: "Marte Lunde"}}
}

func sampleCardUnknown() CardPage {
	c := sampleCard()
	c.Frame.Toast = &Toast{Text: "Logged for Linh Nguyen.", UndoURL: "/interactions/int_1/void", NextURL: "/log", NextLabel: "Log the next"}
	c.Customer = Customer{CustomerRef: nguyen, Since: sampleDay(1, 4, 0, 0)}
	c.Relationship = noRel
	c.Sentence = "Wrote in the chat today at 09:12; nothing is open."
	c.Evidence = Evidence{Episodes: 1, Why: "One episode so far, and never asked: too few to tell."}
	l := sampleLine()
	l.From = l.Points[0].At
	l.Points, l.Moments, l.Readings = l.Points[:14], nil, nil
	l.To = l.Points[13].At
	c.Line = l
	for i := range l.Points {
		l.Points[i].Enough = false
	}
	c.Explanation = Explanation{}
	c.Tried, c.Suggestions, c.Merges = nil, nil, nil
	c.Timeline.Episodes = c.Timeline.Episodes[1:2]
	c.Timeline.OlderURL = ""
	c.Timeline.Filter = TimelineFilter{Channel: "chat"}
	return c
}

func sampleCardNoCustomer() CardPage {
	p := sampleCard()
	p.MayClass, p.Class = false, &ClassBanner{Label: "A supplier", By: "Marte Lunde", TakeBackURL: p.Customer.URL() + "/class"}
	return p
}
