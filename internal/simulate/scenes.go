package simulate

import "regard/internal/listen/interaction"

// The systems that tell of interactions.
const (
	fromTelephony = "telephony"
	fromHelpdesk  = "helpdesk"
	fromWebchat   = "webchat"
	fromShop      = "shop"
	fromCarrier   = "carrier"
	fromBilling   = "billing"
	fromWeb       = "web"
	fromApp       = "app"
	fromSocial    = "social"
	fromReception = "reception"
	fromField     = "field"
	fromNetwork   = "network"
	fromSMS       = "sms"
	fromCampaigns = "campaigns"
	fromMailroom  = "mailroom"
)

// scene is a kind of exchange: which system tells of it, and what never varies.
// An empty touchpoint or contributor is told by the story.
type scene struct {
	source      string
	channel     interaction.Channel
	direction   interaction.Direction
	touchpoint  string
	contributor string
	automated   bool
}

const (
	in  = interaction.In
	out = interaction.Out
)

// What customers do and say.
var (
	calling     = &scene{source: fromTelephony, channel: interaction.Phone, direction: in}
	mailing     = &scene{source: fromHelpdesk, channel: interaction.Email, direction: in}
	chatting    = &scene{source: fromWebchat, channel: interaction.Chat, direction: in, contributor: digital}
	posting     = &scene{source: fromSocial, channel: interaction.Social, direction: in, touchpoint: atSocial, contributor: digital}
	texting     = &scene{source: fromSMS, channel: interaction.SMS, direction: in, contributor: digital}
	rating      = &scene{source: fromSMS, channel: interaction.SMS, direction: in}
	visitingUs  = &scene{source: fromReception, channel: interaction.InPerson, direction: in, touchpoint: atReception, contributor: reception}
	writingUs   = &scene{source: fromMailroom, channel: interaction.Post, direction: in, touchpoint: atLetter, contributor: frontline}
	reading     = &scene{source: fromWeb, channel: interaction.Web, direction: in, touchpoint: atHelpCentre, contributor: support}
	looking     = &scene{source: fromWeb, channel: interaction.Web, direction: in, touchpoint: atWebsite, contributor: product}
	inApp       = &scene{source: fromApp, channel: interaction.App, direction: in, touchpoint: atApp, contributor: product}
	ordering    = &scene{source: fromShop, channel: interaction.Web, direction: in, touchpoint: atShop, contributor: sales}
	leavingForm = &scene{source: fromWeb, channel: interaction.Web, direction: in, touchpoint: atCancel, contributor: salesDesk}
)

// What we and our partners do and say.
var (
	answering    = &scene{source: fromHelpdesk, channel: interaction.Email, direction: out}
	autoReplying = &scene{source: fromHelpdesk, channel: interaction.Email, direction: out, automated: true}
	chattingBack = &scene{source: fromWebchat, channel: interaction.Chat, direction: out, contributor: digital}
	postingBack  = &scene{source: fromSocial, channel: interaction.Social, direction: out, touchpoint: atSocial, contributor: digital}
	textingBack  = &scene{source: fromSMS, channel: interaction.SMS, direction: out, contributor: digital}
	pitching     = &scene{source: fromTelephony, channel: interaction.Phone, direction: out, touchpoint: atCampaign, contributor: telesales}
	makingGood   = &scene{source: fromTelephony, channel: interaction.Phone, direction: out, touchpoint: atRecovery}

	confirming  = &scene{source: fromShop, channel: interaction.Email, direction: out, touchpoint: atConfirmation, contributor: sales, automated: true}
	shipping    = &scene{source: fromCarrier, channel: interaction.SMS, direction: out, touchpoint: atTracking, contributor: fjordfrakt, automated: true}
	parcel      = &scene{source: fromCarrier, channel: interaction.System, direction: out, touchpoint: atDoorstep, contributor: fjordfrakt}
	booking     = &scene{source: fromField, channel: interaction.SMS, direction: out, touchpoint: atVisitBooking, automated: true}
	visit       = &scene{source: fromField, channel: interaction.Field, direction: out, touchpoint: atVisit}
	invoicing   = &scene{source: fromBilling, channel: interaction.Email, direction: out, touchpoint: atInvoice, contributor: billing, automated: true}
	reminding   = &scene{source: fromBilling, channel: interaction.SMS, direction: out, touchpoint: atInvoice, contributor: billing, automated: true}
	misbilling  = &scene{source: fromBilling, channel: interaction.System, direction: out, touchpoint: atInvoice, contributor: billing}
	failing     = &scene{source: fromNetwork, channel: interaction.System, direction: out, touchpoint: atLine, contributor: network}
	announcing  = &scene{source: fromNetwork, channel: interaction.SMS, direction: out, touchpoint: atStatus, contributor: network, automated: true}
	advertising = &scene{source: fromCampaigns, channel: interaction.Email, direction: out, touchpoint: atNewsletter, contributor: sales, automated: true}
)

// mispacking is our warehouse noting that a parcel held the wrong thing.
var mispacking = &scene{source: fromShop, channel: interaction.System, direction: out, touchpoint: atShop, contributor: sales}
