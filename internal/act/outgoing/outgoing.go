// Package outgoing is the one door through which anything leaves the house: a
// mail, an SMS, a call of somebody's webhook.
//
// Offer decides, writes down what it decided, and, where the message may go,
// puts the job down that delivers it, all in the caller's transaction. Until
// the company goes live only recipients on the allow-list are let through; the
// rest is held and listed as what would have been sent. Who was erased, is no
// customer or is known by no name is never sent to, live or not. What is held
// stays held: going live sends nothing of it, for what was news then is history
// now.
package outgoing

import (
	"context"
	"time"

	"regard/internal/know/company"
	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/job"
	"regard/internal/platform/journal"
	"regard/internal/platform/problem"
)

// ID is the id of what was offered.
type ID int64

// String shows the id: "out_…".
func (id ID) String() string { return database.FormatID("out", int64(id)) }

// Channel is the way by which something leaves.
type Channel string

// The channels that lead out.
const (
	Email   Channel = "email"
	SMS     Channel = "sms"
	Webhook Channel = "webhook"
)

// Channels lists every channel that leads out.
var Channels = []Channel{Email, SMS, Webhook}

// Message is what is to leave the house.
type Message struct {
	CustomerID customer.ID // whom it goes to or speaks of; 0 where it is about no customer
	Channel    Channel
	Recipient  string // an address, a phone number, a URL
	Purpose    string // what it is for, as a key: "survey.invitation"
	Subject    string // one line by which people know it again; may be empty
	Deliver    Delivery
}

// Delivery is the job that sends a message once it is let through. Its key is
// the message's id; what it needs besides are ids, for jobs outlive erasures.
type Delivery struct {
	Kind    string
	Payload any
	At      time.Time // when; at once where it is zero
}

// State is what became of a message.
type State string

// What can become of a message.
const (
	Passed State = "passed" // it was let through: its job is put down
	Held   State = "held"   // it stays in the house
)

// States lists what can become of a message.
var States = []State{Passed, Held}

// Verdict is what was decided of a message, and why.
type Verdict struct {
	ID    ID
	State State
	Why   Why
}

// Offer asks that a message leave the house. What is decided is written down
// either way; the verdict is for the caller to know, not to act on. A message
// that is incomplete, or a customer who is not there, is a problem.
func Offer(ctx context.Context, tx *company.Tx, m Message) (v Verdict, err error) {
	defer problem.Wrap(&err, "outgoing.Offer")
	d, err := tx.Directory(ctx)
	if err != nil {
		return v, err
	}
	if m, err = m.checked(d.Profile.PhoneRegion); err != nil {
		return v, err
	}
	if v.State, v.Why, err = decide(ctx, tx, m); err != nil {
		return v, err
	}
	v.ID = ID(tx.NewID())
	kept := m
	if v.Why == Erased { // nothing is written down anew of who was erased
		kept.Recipient, kept.Subject = "", ""
	}
	if err := insertMessage(ctx, tx, kept, v); err != nil {
		return v, err
	}
	kind := FactHeld
	if v.State == Passed {
		kind = FactPassed
		at := m.Deliver.At
		if at.IsZero() {
			at = tx.Now
		}
		if err := job.Add(ctx, tx.Tx, m.Deliver.Kind, v.ID.String(), at, m.Deliver.Payload); err != nil {
			return v, err
		}
	}
	tx.Journal(journal.Fact{Kind: kind, SubjectID: int64(v.ID), Version: 1, CustomerID: int64(m.CustomerID), News: true})
	return v, nil
}

// Try tells what would become of a message to a recipient, and why, and writes
// nothing down. The customer may be 0.
func Try(ctx context.Context, tx *company.Tx, to customer.ID, channel Channel, recipient string) (v Verdict, err error) {
	defer problem.Wrap(&err, "outgoing.Try")
	d, err := tx.Directory(ctx)
	if err != nil {
		return v, err
	}
	m := Message{CustomerID: to, Channel: channel, Recipient: recipient}
	if m.Recipient, err = normalise(channel, recipient, d.Profile.PhoneRegion); err != nil {
		return v, err
	}
	v.State, v.Why, err = decide(ctx, tx, m)
	return v, err
}

// decide applies the rules to a message whose recipient is normalised.
func decide(ctx context.Context, tx *company.Tx, m Message) (State, Why, error) {
	setting, err := InForce(ctx, tx)
	if err != nil {
		return "", "", err
	}
	var whose standing
	if m.CustomerID != 0 {
		var found bool
		if whose, found, err = readStanding(ctx, tx, m.CustomerID); err != nil {
			return "", "", err
		} else if !found {
			return "", "", problem.Missing("customer", m.CustomerID.String())
		}
	}
	state, why := setting.judge(m, whose)
	return state, why, nil
}
