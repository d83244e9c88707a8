package web

import "regard/internal/platform/page"

func sampleCorrect() CorrectPage {
	t := sampleTimeline()
	return CorrectPage{Frame: sampleFrame("customers"), Customer: solheim, Interaction: t.Episodes[0].Interactions[0], Episode: "Order 4711 late", EpisodeURL: solheim.URL() + "?episode=epi_01hzy1#int_9",
		Left: []Judged{
			{Role: "words", Impression: leftNegative(-0.8, "observed"), CausedBy: []Share{byFjordfrakt, byField}, Machine: "+0.24, told by the customer's words"},
			{Role: "effort", Impression: leftNegative(-0.45, "inferred"), CausedBy: []Share{bySupport}},
		},
		Touchpoint: "support.call", Touchpoints: []page.Option{{Value: "support.call", Label: "Call to support"}, {Value: "delivery.doorstep", Label: "Delivery at the door"}},
		Contributors: []page.Option{{Label: "nobody in particular"}, {Value: "fjordfrakt", Label: "Fjordfrakt"}, {Value: "support", Label: "Support"}},
		Topics:       []TopicChoice{{"delivery", "Delivery", true}, {"reach", "Getting through", false}, {"staff", "Staff", false}},
		Episodes:     []page.Option{{Value: "1", Label: "Visit 20915 no show, 12 January 2026"}}, MayMove: true,
		Said: []Correction{
			{ID: "cor_2", What: "What the words left: −0.80. The machine said: +0.24, told by the customer's words.", Reason: "“Great, thanks” was meant bitterly", By: "Marte Lunde", At: sampleDay(3, 10, 9, 2), MayUndo: true},
			{ID: "cor_1", What: "A new episode begins here.", Reason: "It is about the router", By: "Ola Viken", At: sampleDay(3, 9, 17, 20), Undone: true},
		}}
}

func sampleCorrectWrong() CorrectPage {
	p := sampleCorrect()
	p.Left, p.Said, p.First, p.Alone = nil, nil, true, true
	p.Typed = map[string]string{"what": "customer", "customer": "Hansen", "reason": ""}
	p.Errors = Errors{"customer": "Several customers are found by Hansen. Type more, such as the e-mail address or the customer id.", "reason": "This is needed. Fill it in."}
	return p
}

func sampleContest() ContestPage {
	f := sampleFrame("customers")
	f.May = May{Log: true, Contests: true}
	f.User = User{Name: "Kjell Dahl", Email: "kjell@fjordfrakt.example", Role: "partner", Zone: "Europe/Oslo"}
	return ContestPage{Frame: f, Customer: solheim, Interaction: sampleTimeline().Episodes[0].Interactions[3],
		Charged: []Charged{{Role: "outcome", Impression: leftNegative(-0.4, "inferred"), Share: byFjordfrakt}, {Role: "words", Impression: leftNegative(-0.8, "detected"), Share: byFjordfrakt, Open: true}}}
}

func sampleContests() ContestsPage {
	f := sampleFrame("suggestions")
	f.May.Contests = true
	return ContestsPage{Frame: f, Open: true, MayDecide: true, Contributors: sampleCorrect().Contributors, Rows: []ContestRow{
		{ID: "cnt_1", Customer: solheim, URL: solheim.URL(), About: "Delivery of order 4711, late", Impression: leftNegative(-0.4, "inferred"), Contributor: "Fjordfrakt", Share: 0.7,
			Reason: "The parcel was handed to us on 4 March at 15:10, after the last van. See scan NB-88121.", By: "Kjell Dahl", At: sampleDay(3, 9, 8, 30), State: "open"},
		{ID: "cnt_2", Customer: hansen, URL: hansen.URL(), About: "Technician’s visit, no show", Impression: leftNegative(-0.8, "inferred"), Contributor: "Field service", Share: 1,
			Reason: "The customer had moved the visit himself.", By: "Siri Moen", At: sampleDay(3, 6, 14, 0), State: "accepted", Decision: "Right: the change is in the booking.", DecidedBy: "Marte Lunde", DecidedAt: sampleDay(3, 7, 9, 0)},
	}}
}
