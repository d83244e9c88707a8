package mail

import (
	"strings"
	"testing"
)

func TestMachinesAreTold(t *testing.T) {
	tests := []struct {
		header    string
		kind      Kind
		automated bool
	}{
		{"Subject: Hello", "", false},
		{"Subject: Re: Automatic reply: gone", "", false},
		{"Subject: Undeliverable goods", "", false},
		{"Auto-Submitted: no", "", false},
		{"Auto-Submitted: auto-generated", "", true},
		{"Auto-Submitted: auto-replied; owner-email=a@example.com", AutoReply, true},
		{"X-Autoreply: yes", AutoReply, true},
		{"Precedence: auto_reply", AutoReply, true},
		{"Subject: Automatisch antwoord: Afwezig", AutoReply, true},
		{"Subject: Abwesenheitsnotiz", AutoReply, true},
		{"Subject: Autosvar: semester", AutoReply, true},
		{"Subject: Réponse automatique : absent", AutoReply, true},
		{"Return-Path: <>", "", true},
		{"Return-Path: <>\nSubject: failure notice", DeliveryReport, true},
		{"From: MAILER-DAEMON@x.test\nSubject: Undelivered Mail Returned to Sender", DeliveryReport, true},
		{"X-Failed-Recipients: a@example.com", DeliveryReport, true},
		{"Content-Type: multipart/report; report-type=disposition-notification; boundary=b", DeliveryReport, true},
		{"Content-Type: multipart/report; report-type=feedback-report; boundary=b", Report, true},
		{"Content-Type: multipart/report; report-type=tlsrpt; boundary=b", Report, true},
		{"Subject: Report Domain: example.com Submitter: mx.test Report-ID: <1>", Report, true},
		{"Content-Type: application/zip; name=mx.test!example.com!1700000000!1700086400.zip", Report, true},
		{"Precedence: bulk", Bulk, true},
		{"List-Id: <news.example.com>", Bulk, true},
		{"List-Unsubscribe: <https://example.com/u>", Bulk, true},
		{"From: no-reply@example.com", "", true},
		{"From: noreen@example.com", "", false},
	}
	for _, tt := range tests {
		m, err := Parse(strings.NewReader(tt.header + "\n\ntext\n"))
		if err != nil || m.Kind != tt.kind || m.Automated != tt.automated {
			t.Errorf("%q: %q %v %v, want %q %v", tt.header, m.Kind, m.Automated, err, tt.kind, tt.automated)
		}
	}
}

func TestThreadOf(t *testing.T) {
	tests := map[string]string{
		"Message-ID: <a@x>":                                                            "a@x",
		"Message-ID: <c@x>\nIn-Reply-To: <b@x>":                                        "b@x",
		"Message-ID: <c@x>\nIn-Reply-To: <b@x>\nReferences: <a@x>\n <b@x>":             "a@x",
		"Message-ID: <c@x>\nIn-Reply-To: Your message of Monday <b@x>\nReferences: <>": "b@x",
		"Message-ID: bare@x":                                                           "bare@x",
		"Subject: none":                                                                "",
	}
	for header, want := range tests {
		m, err := Parse(strings.NewReader(header + "\n\n"))
		if got := ThreadOf(m); err != nil || got != want {
			t.Errorf("%q: got %q %v, want %q", header, got, err, want)
		}
	}
}
