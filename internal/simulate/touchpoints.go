package simulate

import "regard/internal/know/company"

// The touchpoints' keys.
const (
	atWebsite      = "learn.website"
	atNewsletter   = "learn.newsletter"
	atShop         = "buy.shop"
	atSalesCall    = "buy.call"
	atCampaign     = "buy.campaign"
	atSalesInquiry = "buy.question"
	atConfirmation = "get.confirmation"
	atDoorstep     = "delivery.doorstep"
	atTracking     = "delivery.tracking"
	atVisit        = "visit.home"
	atVisitBooking = "visit.booking"
	atLine         = "use.line"
	atApp          = "use.app"
	atPhone        = "help.phone"
	atEmail        = "help.email"
	atChat         = "help.chat"
	atSMS          = "help.sms"
	atSocial       = "help.social"
	atHelpCentre   = "help.centre"
	atStatus       = "help.status"
	atLetter       = "help.letter"
	atRecovery     = "help.recovery"
	atInvoice      = "pay.invoice"
	atPayQuestion  = "pay.question"
	atCancel       = "leave.cancel"
	atReception    = "reception.desk"
)

// Touchpoints are the places in the lifecycle where customers meet the company.
func (w *World) Touchpoints() []company.TouchpointDraft {
	return []company.TouchpointDraft{
		{Key: atWebsite, Name: "Website", Stage: "learn", Owner: product, Kind: "page"},
		{Key: atNewsletter, Name: "Newsletter", Stage: "learn", Owner: sales, Kind: "broadcast"},
		{Key: atSalesInquiry, Name: "Question before buying", Stage: "learn", Owner: salesDesk},
		{Key: atShop, Name: "Web shop", Stage: "buy", Owner: sales, Kind: "page"},
		{Key: atSalesCall, Name: "Sales call", Stage: "buy", Owner: salesDesk, Kind: "talk"},
		{Key: atCampaign, Name: "Campaign call", Stage: "buy", Owner: telesales, Kind: "talk"},
		{Key: atConfirmation, Name: "Order confirmation", Stage: "get", Owner: sales, Kind: "broadcast"},
		{Key: atDoorstep, Name: "Parcel at the door", Stage: "get", Owner: fjordfrakt, Kind: "delivery"},
		{Key: atTracking, Name: "Parcel tracking", Stage: "get", Owner: fjordfrakt, Kind: "broadcast"},
		{Key: atVisit, Name: "Technician at home", Stage: "get", Owner: field, Kind: "visit"},
		{Key: atVisitBooking, Name: "Visit booking", Stage: "get", Owner: field, Kind: "broadcast"},
		{Key: atLine, Name: "The line itself", Stage: "use", Owner: network, Kind: "delivery"},
		{Key: atApp, Name: "Min Nordlys (app)", Stage: "use", Owner: product, Kind: "page"},
		{Key: atPhone, Name: "Support by phone", Stage: "help", Owner: support, Kind: "talk", Reports: true},
		{Key: atEmail, Name: "Support by e-mail", Stage: "help", Owner: support, Kind: "mail", Reports: true},
		{Key: atChat, Name: "Support by chat", Stage: "help", Owner: digital, Kind: "talk", Reports: true},
		{Key: atSMS, Name: "Support by text message", Stage: "help", Owner: digital, Kind: "mail", Reports: true},
		{Key: atSocial, Name: "Social media", Stage: "help", Owner: digital, Kind: "talk", Reports: true},
		{Key: atHelpCentre, Name: "Help centre", Stage: "help", Owner: support, Kind: "page"},
		{Key: atStatus, Name: "Service status", Stage: "help", Owner: network, Kind: "broadcast", Reports: true},
		{Key: atLetter, Name: "Letters", Stage: "help", Owner: support, Kind: "mail", Reports: true},
		{Key: atRecovery, Name: "Putting it right", Stage: "help", Owner: support, Kind: "recovery"},
		{Key: atInvoice, Name: "Invoice", Stage: "pay", Owner: billing, Kind: "mail"},
		{Key: atPayQuestion, Name: "Questions about payment", Stage: "pay", Owner: billing, Reports: true},
		{Key: atCancel, Name: "Cancelling", Stage: "leave", Owner: salesDesk, Reports: true},
		{Key: atReception, Name: "Front desk", Stage: "help", Owner: reception, Kind: "talk", Reports: true},
	}
}
