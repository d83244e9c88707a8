package outgoing

import (
	"testing"

	"regard/internal/know/customer"
)

func TestWhoMayBeSentToAndWhen(t *testing.T) {
	listed := []string{"+4722000000", "@nordlys.example", "ada@example.com", "hooks.example.com", "localhost:9000"}
	fine := standing{given: true, known: true}
	for name, c := range map[string]struct {
		live    bool
		channel Channel
		to      string
		whose   standing
		why     Why
	}{
		"an address on the list":               {false, Email, "ada@example.com", fine, Allowed},
		"another of that domain":               {false, Email, "eve@example.com", fine, NotLive},
		"a domain on the list":                 {false, Email, "ada@nordlys.example", fine, Allowed},
		"a domain below it":                    {false, Email, "ada@mail.nordlys.example", fine, NotLive},
		"a domain that ends like it":           {false, Email, "ada@xnordlys.example", fine, NotLive},
		"a number on the list":                 {false, SMS, "+4722000000", fine, Allowed},
		"another number":                       {false, SMS, "+4722000001", fine, NotLive},
		"a host on the list":                   {false, Webhook, "hooks.example.com", fine, Allowed},
		"a port of it":                         {false, Webhook, "hooks.example.com:8443", fine, Allowed},
		"a host of which one port is listed":   {false, Webhook, "localhost:9000", fine, Allowed},
		"another port of that":                 {false, Webhook, "localhost:9001", fine, NotLive},
		"a host below":                         {false, Webhook, "a.hooks.example.com", fine, NotLive},
		"about no customer, before":            {false, Email, "eve@example.com", standing{}, NotLive},
		"about no customer, live":              {true, Email, "eve@example.com", standing{}, Live},
		"anybody, live":                        {true, Email, "eve@example.com", fine, Live},
		"erased, live":                         {true, Email, "ada@example.com", standing{given: true, known: true, erased: true}, Erased},
		"erased, on the list":                  {false, Email, "ada@example.com", standing{given: true, erased: true}, Erased},
		"no customer, live":                    {true, Email, "ada@example.com", standing{given: true, known: true, class: customer.Supplier}, NotCustomer},
		"no customer, on the list":             {false, Email, "ada@example.com", standing{given: true, known: true, class: customer.Bot}, NotCustomer},
		"unnamed, live":                        {true, Email, "ada@example.com", standing{given: true}, Unnamed},
		"unnamed, on the list, before it goes": {false, Email, "ada@example.com", standing{given: true}, Unnamed},
	} {
		t.Run(name, func(t *testing.T) {
			state, why := Setting{Live: c.live, Allowed: listed}.judge(Message{Channel: c.channel, Recipient: c.to}, c.whose)
			if why != c.why || (state == Passed) != (why == Live || why == Allowed) {
				t.Errorf("%s, %s; want %s", state, why, c.why)
			}
		})
	}
}

func TestLinesOfTheAllowListAreTakenAsPeopleWriteThem(t *testing.T) {
	for line, want := range map[string]string{
		" Ada@Example.COM ":               "ada@example.com",
		"ada+test@gmail.com":              "ada+test@gmail.com", // dots and +… are where the mail goes
		"@Nordlys.example":                "@nordlys.example",
		"22 00 00 00":                     "+4722000000",
		"+47 22 00 00 00":                 "+4722000000",
		"hooks.example.com":               "hooks.example.com",
		"https://Hooks.example.com/x?k=1": "hooks.example.com",
		"http://localhost:9000/hook":      "localhost:9000",
	} {
		if got, err := entry(line, "NO"); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", line, got, err, want)
		}
	}
	for _, line := range []string{"", "@", "a@b@c", "ada@", "not a host", "ftp://example.com", "https://user:secret@example.com", "*", "*.example.com", "@*", "1"} {
		if got, err := entry(line, "NO"); err == nil {
			t.Errorf("%q was taken as %q", line, got)
		}
	}
}

func TestAWebhooksPathIsNotKept(t *testing.T) {
	if got, err := normalise(Webhook, "https://hooks.example.com/T0/B0/secret", ""); err != nil || got != "hooks.example.com" {
		t.Errorf("%q, %v", got, err)
	}
}
