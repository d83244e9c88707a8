package inbound

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
	"regard/internal/platform/database/databasetest"
	"regard/internal/platform/locale"
	"regard/internal/platform/mail"
	"regard/internal/platform/problem"
)

var us = Letters{Source: "mail", Company: company.Profile{Addresses: []string{"nordlys.example", "help@elsewhere.example"}}, Now: companytest.Now}

func letterFrom(headers ...string) string {
	return strings.Join(headers, "\n") + "\nMessage-ID: <1@x.example>\n\nHello\n"
}

const dated = "Date: Mon, 2 Feb 2026 10:00:00 +0100"

func post(t *testing.T, source string) (interaction.Draft, error) {
	t.Helper()
	m, err := mail.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return us.Read(m)
}

func TestWhoseALetterIs(t *testing.T) {
	for name, c := range map[string]struct {
		headers   []string
		direction interaction.Direction
		email     string // "" for nobody
		name      string
		refused   bool
	}{
		"a customer writes":                     {[]string{"From: Ada <ada@example.com>", "To: help@nordlys.example"}, "in", "ada@example.com", "Ada", false},
		"we write":                              {[]string{"From: Support <support@nordlys.example>", "To: Ada <ada@example.com>"}, "out", "ada@example.com", "Ada", false},
		"one of our addresses elsewhere":        {[]string{"From: help@elsewhere.example", "To: ada@example.com"}, "out", "ada@example.com", "", false},
		"another's address there":               {[]string{"From: ada@elsewhere.example", "To: help@elsewhere.example"}, "in", "ada@elsewhere.example", "", false},
		"we write to a colleague and her":       {[]string{"From: a@nordlys.example", "To: b@nordlys.example", "Cc: Ada <ada@example.com>"}, "out", "ada@example.com", "Ada", false},
		"a form of ours that she filled in":     {[]string{"From: form@nordlys.example", "Reply-To: Ada <ada@example.com>", "To: help@nordlys.example"}, "in", "ada@example.com", "Ada", false},
		"among ourselves":                       {[]string{"From: a@nordlys.example", "To: b@nordlys.example"}, "", "", "", true},
		"ours, to nobody":                       {[]string{"From: a@nordlys.example"}, "", "", "", true},
		"nobody writes":                         {[]string{"To: help@nordlys.example"}, "in", "", "", false},
		"only a sender":                         {[]string{"Sender: ada@example.com", "To: help@nordlys.example"}, "in", "ada@example.com", "", false},
		"an address that is none":               {[]string{"From: Ada <ada at example>", "To: help@nordlys.example"}, "in", "", "Ada", false},
		"an address that is none, and a sender": {[]string{"From: Ada <ada at example>", "Sender: ada@example.com"}, "in", "ada@example.com", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := post(t, letterFrom(append(c.headers, dated)...))
			if c.refused {
				if problem.KindOf(err) != problem.Invalid {
					t.Fatalf("%+v, %v", d, err)
				}
				return
			}
			email := ""
			if len(d.Identifiers) > 0 {
				email = d.Identifiers[0].Value
			}
			if err != nil || d.Direction != c.direction || email != c.email || d.Name != c.name {
				t.Errorf("%s %q %q, %v", d.Direction, email, d.Name, err)
			}
			notes, _ := d.Attributes["notes"].([]string)
			if noted := slices.Contains(notes, "its sender cannot be told"); noted != (email == "") {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

func TestWhenALetterWasWritten(t *testing.T) {
	const from, received = "From: ada@example.com", "Received: from a by b; Tue, 3 Feb 2026 10:00:00 +0000"
	want := time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		headers []string
		at      time.Time
	}{
		"by its date":                  {[]string{from, dated, received}, time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)},
		"no date":                      {[]string{from, received}, want},
		"a date to come":               {[]string{from, "Date: Mon, 2 Feb 2099 10:00:00 +0100", received}, want},
		"a date before all mail":       {[]string{from, "Date: Thu, 1 Jan 1960 10:00:00 +0100", received}, want},
		"neither":                      {[]string{from}, time.Time{}},
		"a date to come, and no other": {[]string{from, "Date: Mon, 2 Feb 2099 10:00:00 +0100"}, time.Time{}},
	} {
		d, err := post(t, letterFrom(c.headers...))
		if (err != nil) != c.at.IsZero() || err == nil && !d.OccurredAt.Equal(c.at) {
			t.Errorf("%s: %v, %v", name, d.OccurredAt, err)
		}
		if p := problem.Of(err); err != nil && (p == nil || !locale.Has(p.Code)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a letter's headers hold, it is recorded with what can be kept of it,
// or refused with words; never more than its fields may have.
func TestABadLetterIsMendedOrRefusedWithWords(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for name, c := range map[string]struct {
		headers []string
		refused bool
	}{
		"NUL in a subject":              {[]string{"From: ada@example.com", dated, "Subject: a\x00b"}, false},
		"broken UTF-8 in a subject":     {[]string{"From: ada@example.com", dated, "Subject: a\xffb"}, false},
		"an encoded NUL":                {[]string{"From: =?utf-8?b?QQBC?= <ada@example.com>", dated, "Subject: =?utf-8?q?=00?="}, false},
		"an encoded word cut off":       {[]string{"From: =?utf-8?b?QQ <ada@example.com>", dated}, false},
		"an unknown alphabet":           {[]string{"From: =?no-such?q?A?= <ada@example.com>", dated}, false},
		"an endless name":               {[]string{"From: " + long + " <ada@example.com>", dated}, false},
		"an endless address":            {[]string{"From: " + long + "@example.com", dated}, false},
		"an endless subject":            {[]string{"From: ada@example.com", dated, "Subject: " + long}, false},
		"ten thousand receivers":        {[]string{"From: ada@example.com", dated, "To: " + strings.Repeat("a@example.com, ", 10_000) + "help@nordlys.example"}, false},
		"ten thousand letters before":   {[]string{"From: ada@example.com", dated, "References: " + strings.Repeat("<a@example.com> ", 10_000)}, false},
		"two senders":                   {[]string{"From: ada@example.com, bob@example.com", dated}, false},
		"two fields of senders":         {[]string{"From: ada@example.com", "From: bob@example.com", dated}, false},
		"a line put in":                 {[]string{"From: \"Ada\r\nBcc: x@example.com\" <ada@example.com>", dated}, false},
		"an address in an address":      {[]string{"From: <<ada@example.com>@example.com>", dated}, false},
		"quotes within quotes":          {[]string{`From: "a\"b\\" <ada@example.com>`, dated}, false},
		"the year 0":                    {[]string{"From: ada@example.com", "Date: Sat, 1 Jan 0000 00:00:00 +0000"}, true},
		"the year 9999":                 {[]string{"From: ada@example.com", "Date: Fri, 31 Dec 9999 23:59:59 +0000"}, true},
		"a day that is none":            {[]string{"From: ada@example.com", "Date: Mon, 99 Feb 2026 25:61:61 +9999"}, true},
		"a day in letters of elsewhere": {[]string{"From: ada@example.com", "Date: \xff\xfe"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := mail.Parse(strings.NewReader(letterFrom(c.headers...)))
			if err != nil {
				t.Fatal(err)
			}
			d, err := us.Read(m)
			if p := problem.Of(err); (err != nil) != c.refused || err != nil && (p == nil || p.Kind != problem.Invalid || !locale.Has(p.Code)) {
				t.Fatalf("%+v, %v", d, err)
			}
			if err != nil {
				return
			}
			o := companytest.Open(t, databasetest.Open(t, databasetest.SQLite(t), nil))
			companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
				got, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Live)
				if err == nil && got[0].Status != interaction.Recorded {
					t.Errorf("%+v", got[0])
				}
				return err
			})
		})
	}
}

func TestALetterBecomesADraft(t *testing.T) {
	d, err := post(t, strings.Join([]string{"From: =?utf-8?q?Gr=C3=BCn?= <g@example.com>", "To: help@nordlys.example", dated, "Subject: Re: Order 7",
		"Message-ID: <2@x.example>", "References: <0@x.example> <1@x.example>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
		"Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain; charset=utf-8", "", "It came late.", "", "> When will it come?",
		"--b", "Content-Type: image/png; name=box.png", "Content-Disposition: attachment; filename=box.png", "", "x", "--b--", ""}, "\r\n"))
	want := interaction.Draft{Source: "mail", SourceRef: "2@x.example", OccurredAt: time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC), Channel: "email", Direction: "in",
		Identifiers: []customer.Identifier{{Kind: "email", Value: "g@example.com"}}, Name: "Grün", Subject: "Re: Order 7", Text: "It came late.",
		Quoted: "> When will it come?", Thread: "0@x.example", Automated: true, Attributes: map[string]any{"kind": "auto_reply", "attachments": []string{"box.png"}}}
	if diff := cmp.Diff(want, d); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// What is longer than an interaction may be is cut and noted, and so recorded.
func TestWhatIsTooLongIsCutAndRecorded(t *testing.T) {
	long := strings.Repeat("é ", 200_000)
	m := mail.Message{MessageID: "1", From: []mail.Address{{Name: long, Address: "ada@example.com"}}, Date: companytest.Now, Subject: long, Body: long, Quoted: long,
		References: []string{long}, Attachments: make([]mail.Attachment, 100)}
	d, err := us.Read(m)
	if err != nil {
		t.Fatal(err)
	}
	if notes, _ := d.Attributes["notes"].([]string); len(notes) != 3 {
		t.Errorf("notes %v", notes)
	}
	companytest.Each(t, func(t *testing.T, o *company.Office) {
		companytest.Update(t, o, func(ctx context.Context, tx *company.Tx) error {
			got, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Imported)
			if err == nil && got[0].Status != interaction.Recorded {
				t.Errorf("%+v", got[0])
			}
			return err
		})
	})
}

// FuzzLetter holds that any bytes become a draft that is recorded as it is, or
// are refused with words.
func FuzzLetter(f *testing.F) {
	f.Add([]byte(letterFrom("From: Ada <ada@example.com>", "To: help@nordlys.example", dated)))
	f.Add([]byte(letterFrom("From: a@nordlys.example", "Cc: =?utf-8?b?w6k=?= <\xff@b>", "Received: x; 1 Jan 2000 00:00:00 +0000")))
	f.Add([]byte("Message-ID: <a\x00b>\nFrom: \nDate: 1 Jan 70 00:00 EST\n\n\x00"))
	db := companytest.Open(f, databasetest.Open(f, databasetest.SQLite(f), func() time.Time { return companytest.Now }))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := mail.Parse(bytes.NewReader(data))
		if err != nil {
			return
		}
		if m.MessageID == "" || len(m.MessageID) > maxShort {
			m.MessageID = digest(data)
		}
		d, err := us.Read(m)
		if err != nil {
			if p := problem.Of(err); p == nil || !locale.Has(p.Code) {
				t.Fatal(err)
			}
			return
		}
		companytest.Update(t, db, func(ctx context.Context, tx *company.Tx) error {
			got, err := interaction.Record(ctx, tx, []interaction.Draft{d}, interaction.Imported)
			if err == nil && got[0].Status == interaction.Refused {
				t.Errorf("refused: %v\n%+v", got[0].Problem, d)
			}
			return err
		})
	})
}
