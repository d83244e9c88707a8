package interaction

import (
	"time"

	"regard/internal/know/customer"
)

// Draft is an interaction as a source tells it: the body of the API, a row of
// an import, a page's form.
type Draft struct {
	Source      string                `json:"source" doc:"the system that tells it: a slug of a-z, 0-9, '.', '_' and '-'" example:"helpdesk"`
	SourceRef   string                `json:"source_ref,omitempty" doc:"its id there; sent twice is stored once" example:"4711-3"`
	OccurredAt  time.Time             `json:"occurred_at" doc:"when it happened (RFC 3339)"`
	Channel     Channel               `json:"channel" doc:"phone, email, chat, sms, social, web, app, in_person, field, post or system"`
	Direction   Direction             `json:"direction,omitempty" doc:"in (the customer came to us) or out; in when not said"`
	Touchpoint  string                `json:"touchpoint,omitempty" doc:"where in the lifecycle it happened" example:"delivery.doorstep"`
	Identifiers []customer.Identifier `json:"identifiers,omitempty" doc:"who the customer is; several may be given"`
	Name        string                `json:"name,omitempty" doc:"the customer's name as the source knows it"`
	Contributor string                `json:"contributor,omitempty" doc:"key of the department or partner that had it in hand (heard_by)"`
	Employee    string                `json:"employee,omitempty" doc:"key of the employee"`
	Subject     string                `json:"subject,omitempty"`
	Text        string                `json:"text,omitempty" doc:"what was said or written, without quoted replies and signatures"`
	Quoted      string                `json:"quoted,omitempty" doc:"quoted replies and signatures: shown, never scored"`
	Language    string                `json:"language,omitempty" doc:"BCP 47; told from the text when not given"`
	Thread      string                `json:"thread,omitempty" doc:"the conversation it belongs to at its source"`
	Reference   string                `json:"reference,omitempty" doc:"order, invoice or visit it is about" example:"order:4711"`
	Outcome     string                `json:"outcome,omitempty" doc:"how the thing itself went: on_time, late, wrong_item, no_show, fixed_first_time, outage…"`
	DueAt       *time.Time            `json:"due_at,omitempty" doc:"when it was due; how late is told from it"`
	Resolved    bool                  `json:"resolved,omitempty" doc:"the need was called done with this"`
	Abandoned   bool                  `json:"abandoned,omitempty" doc:"the customer gave up"`
	Automated   bool                  `json:"automated,omitempty" doc:"no person wrote it: an auto-reply, a delivery report, a broadcast"`
	ReExplained bool                  `json:"re_explained,omitempty" doc:"the customer had to say again, or was asked for, what is on file"`
	Attempts    int                   `json:"attempts,omitempty" doc:"how many tries it took"`
	Legs        []Leg                 `json:"legs,omitempty" doc:"the parts in each contributor's hands"`
	WaitSeconds int                   `json:"wait_seconds,omitempty" doc:"seconds waited in all, where legs are not known"`
	HoldSeconds int                   `json:"hold_seconds,omitempty" doc:"seconds on hold in all, where legs are not known"`
	Transfers   int                   `json:"transfers,omitempty" doc:"times handed on, where legs are not known"`
	Asked       *float64              `json:"asked,omitempty" doc:"valence -1 … +1 that the customer gave"`
	Observed    *float64              `json:"observed,omitempty" doc:"valence -1 … +1 that staff judged"`
	Attributes  map[string]any        `json:"attributes,omitempty" doc:"whatever else the source knows"`

	CustomerID customer.ID `json:"-"` // whose it is, where a person chose: identifiers then decide nothing
}

// AttributeContact is the attribute that says how whoever wrote an interaction
// wants to be reached, typed by himself. Nobody is found by it; but whoever's
// address it is, is taken for the writer when he is erased.
const AttributeContact = "contact"

// Leg is the part of an interaction in one contributor's hands.
type Leg struct {
	Contributor string    `json:"contributor"`
	Employee    string    `json:"employee,omitempty"`
	Queue       string    `json:"queue,omitempty"`
	From        time.Time `json:"from,omitzero"`
	To          time.Time `json:"to,omitzero"`
	WaitSeconds int       `json:"wait_seconds,omitempty"`
	HoldSeconds int       `json:"hold_seconds,omitempty"`
}

// Channel is how an interaction reached the other side.
type Channel string

// The channels.
const (
	Phone    Channel = "phone"
	Email    Channel = "email"
	Chat     Channel = "chat"
	SMS      Channel = "sms"
	Social   Channel = "social"
	Web      Channel = "web"
	App      Channel = "app"
	InPerson Channel = "in_person"
	Field    Channel = "field"
	Post     Channel = "post"
	System   Channel = "system"
)

// Channels lists every channel, in the order in which pages show them.
var Channels = []Channel{Phone, Email, Chat, SMS, Social, Web, App, InPerson, Field, Post, System}

// Direction says who came to whom.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)
