package web

import "regard/internal/platform/page"

func sampleOutgoing() OutgoingPage {
	p := OutgoingPage{Settings: sampleSettingsFrame("outgoing"), Entries: 2, Allowed: "@nordlys.example\nmarte.lunde@example.com", Version: Version{Number: 2, At: sampleDay(3, 2, 9, 30), By: "Marte Lunde"},
		Tried:    &TriedAddress{Channel: "email", Recipient: "post@kabel.example", Customer: havbris, Why: "not_a_customer"},
		Channels: []page.Option{{Value: "email", Label: "E-mail"}, {Value: "sms", Label: "SMS"}, {Value: "webhook", Label: "Webhook"}},
		Purposes: []PurposeRow{{"survey.invitation", 14, 1208, "/outgoing?purpose=survey.invitation"}, {"promise.kept", 2, 96, "/outgoing?purpose=promise.kept"}},
		Rows: []OutgoingRow{
			{sampleDay(3, 10, 11, 20), solheim, "ingrid.solheim@solheimregnskap.example", "email", "survey.invitation", "How was the delivery of order 4711?", false, "not_live"},
			{sampleDay(3, 10, 11, 2), nguyen, "+4741255019", "sms", "promise.kept", "The technician comes at 14:00", false, "not_live"},
			{sampleDay(3, 10, 10, 41), CustomerRef{}, "hooks.nordlys.example", "webhook", "promise.kept", "", true, "allowed"},
			{sampleDay(3, 9, 16, 3), CustomerRef{}, "", "email", "survey.invitation", "", false, "erased"},
			{sampleDay(3, 9, 15, 0), unnamed, "eksempel.med.et.veldig.langt.navn@en-lang-leverandor.example", "email", "survey.invitation", "How was the visit?", false, "unnamed"},
		},
		Pager: Pager{NextURL: "/outgoing?cursor=x"},
	}
	p.Held = true
	return p
}

func sampleOutgoingLive() OutgoingPage {
	p := sampleOutgoing()
	p.Live, p.Held, p.MayChange = true, false, false
	p.Tried = &TriedAddress{Channel: "sms", Recipient: "12", Wrong: "Nothing can be sent there by SMS. Check the address, number or URL."}
	return p
}
