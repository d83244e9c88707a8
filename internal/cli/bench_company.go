package cli

import (
	"regard/internal/know/company"
	"regard/internal/listen/interaction"
)

// The company that measurements are made in: who has a part, and where.
var (
	benchContributors = []company.ContributorDraft{
		{Key: "sales", Name: "Sales", Kind: company.Department}, {Key: "support", Name: "Support", Kind: company.Department},
		{Key: "billing", Name: "Billing", Kind: company.Department}, {Key: "field", Name: "Field service", Kind: company.Department},
		{Key: "product", Name: "Product", Kind: company.Department}, {Key: "carrier", Name: "Carrier", Kind: company.Partner},
		{Key: "outsourced", Name: "Outsourced desk", Kind: company.Partner},
	}
	benchTouchpoints = []company.TouchpointDraft{
		{Key: "delivery.doorstep", Name: "Doorstep", Stage: "get", Owner: "carrier", Kind: "delivery"},
		{Key: "visit.technician", Name: "Technician", Stage: "get", Owner: "field", Kind: "visit"},
		{Key: "support.line", Name: "Support", Stage: "help", Owner: "support", Reports: true},
		{Key: "help.page", Name: "Help centre", Stage: "help", Owner: "support", Kind: "page"},
		{Key: "billing.invoice", Name: "Invoice", Stage: "pay", Owner: "billing"},
		{Key: "sales.talk", Name: "Sales talk", Stage: "buy", Owner: "sales"},
		{Key: "use.app", Name: "App", Stage: "use", Owner: "product"},
	}
)

// scene is one way in which customers and the company meet.
type scene struct {
	share      int // of a hundred interactions
	channel    interaction.Channel
	touchpoint string
	by         []string // who may have it in hand
	kind       string   // of the identifier that the source knows
	text       bool
	thread     bool
	legs       bool
	outcomes   []string
}

var benchScenes = []scene{
	{share: 26, channel: interaction.Phone, touchpoint: "support.line", by: []string{"support", "outsourced"}, kind: "phone", legs: true},
	{share: 6, channel: interaction.Phone, touchpoint: "sales.talk", by: []string{"sales"}, kind: "phone", legs: true},
	{share: 18, channel: interaction.Email, touchpoint: "support.line", by: []string{"support"}, kind: "email", text: true, thread: true},
	{share: 6, channel: interaction.Email, touchpoint: "billing.invoice", by: []string{"billing"}, kind: "email", text: true, outcomes: []string{"", "", "wrong_invoice"}},
	{share: 11, channel: interaction.Chat, touchpoint: "support.line", by: []string{"outsourced", "support"}, kind: "external:shop", text: true, thread: true},
	{share: 3, channel: interaction.SMS, touchpoint: "support.line", by: []string{"support"}, kind: "phone", text: true},
	{share: 2, channel: interaction.Social, touchpoint: "support.line", by: []string{"support"}, kind: "email", text: true, thread: true},
	{share: 12, channel: interaction.Web, touchpoint: "help.page", kind: "external:shop"},
	{share: 6, channel: interaction.App, touchpoint: "use.app", kind: "external:shop", outcomes: []string{"", "", "", "outage"}},
	{share: 6, channel: interaction.System, touchpoint: "delivery.doorstep", by: []string{"carrier"}, kind: "external:shop",
		outcomes: []string{"on_time", "on_time", "on_time", "on_time", "on_time", "on_time", "late", "missing_item"}},
	{share: 4, channel: interaction.Field, touchpoint: "visit.technician", by: []string{"field"}, kind: "external:shop",
		outcomes: []string{"fixed_first_time", "fixed_first_time", "fixed_first_time", "no_show"}},
}

// benchTexts are what customers write: one to three of these.
var benchTexts = []string{
	"My internet is down again and nobody has called me back.", "Hi, when will the parcel arrive? It was promised for Monday.",
	"Thank you so much, it finally works.", "I have been waiting for two weeks now and I am getting tired of this.",
	"Could you please send me a copy of the last invoice?", "The technician was friendly and fixed it the first time.",
	"This is the third time I write about the same thing.", "How do I change the name of my wireless network?",
	"The amount on the invoice is wrong, please correct it.", "Great service, quick answer, thanks!",
	"I want to cancel my subscription.", "We are moving in March and would like to take the line with us.",
	"Hei, nettet er nede igjen og jeg får ikke svar.", "Tusen takk for rask hjelp, nå virker alt som det skal.",
	"Kan dere sende meg en kopi av fakturaen for januar?", "Pakken skulle kommet på mandag, hvor er den?",
	"Montøren møtte ikke opp, og jeg har tatt fri fra jobben.", "Jeg lurer på hvordan jeg bytter passord på ruteren.",
}

var (
	benchGiven  = []string{"Ada", "Bjørn", "Cecilie", "David", "Eva", "Frode", "Grete", "Hans", "Ingrid", "Jon", "Kari", "Lars", "Mona", "Nils", "Olga", "Per", "Randi", "Sven", "Tone", "Ulf"}
	benchFamily = []string{"Andersen", "Berg", "Dahl", "Eriksen", "Fossum", "Haugen", "Johansen", "Kristiansen", "Lie", "Moen", "Nygård", "Olsen", "Pettersen", "Solberg", "Strand", "Vik"}
)
