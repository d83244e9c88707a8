package simulate

import (
	"strings"

	"regard/internal/know/customer"
)

// known is by what the CRM recognises somebody.
func (p *person) known() []customer.Identifier {
	ids := make([]customer.Identifier, 0, 4)
	if p.crm {
		ids = append(ids, customer.Identifier{Kind: "external:crm", Value: p.ref})
	}
	ids = append(ids, customer.Identifier{Kind: "email", Value: p.email})
	return append(ids, customer.Identifier{Kind: "phone", Value: p.phone})
}

// by is what a source knows of who it was: few know all, some only a number.
func (p *person) by(d dice, source string) []customer.Identifier {
	crm := customer.Identifier{Kind: "external:crm", Value: p.ref}
	email := customer.Identifier{Kind: "email", Value: p.email}
	phone := customer.Identifier{Kind: "phone", Value: p.phone}
	device := customer.Identifier{Kind: "device", Value: p.device}
	roll := d.Float64()
	switch source {
	case fromTelephony:
		if p.office != "" && roll < 0.35 {
			phone.Value = p.office
		}
		phone.Value = dialled(d, phone.Value)
		if p.crm && roll > 0.6 { // keyed in the customer number
			return []customer.Identifier{phone, crm}
		}
		return []customer.Identifier{phone}
	case fromHelpdesk:
		if p.second != "" && roll < 0.4 {
			email.Value = p.second
		} else if roll > 0.9 {
			email.Value = strings.ToUpper(email.Value[:1]) + email.Value[1:]
		}
		return []customer.Identifier{email}
	case fromWebchat:
		if p.crm && roll < 0.35 {
			return []customer.Identifier{crm, email}
		}
		if p.device != "" && roll < 0.6 {
			return []customer.Identifier{email, device}
		}
		return []customer.Identifier{email}
	case fromWeb:
		if p.device != "" && (roll < 0.7 || !p.crm) {
			return []customer.Identifier{device}
		}
	case fromApp:
		if p.device != "" && p.crm {
			return []customer.Identifier{crm, device}
		}
	case fromSocial:
		return []customer.Identifier{{Kind: "handle:x", Value: "@" + p.handle}}
	case fromSMS, fromCarrier:
		return []customer.Identifier{phone}
	case fromReception:
		if roll < 0.5 {
			return []customer.Identifier{phone}
		}
	}
	if p.crm {
		return []customer.Identifier{crm, email}
	}
	return []customer.Identifier{email, phone}
}

// dialled writes a number as one of the forms in which telephone systems do.
func dialled(d dice, number string) string {
	n := strings.TrimPrefix(number, "+47")
	switch d.IntN(5) {
	case 0:
		return n
	case 1:
		return "0047" + n
	case 2:
		return "+47 " + n[:3] + " " + n[3:5] + " " + n[5:]
	default:
		return number
	}
}
