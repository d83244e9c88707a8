package outgoing

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"regard/internal/know/customer"
	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Why is the reason of a verdict.
type Why string

// The reasons. Live and Allowed let through, the others hold.
const (
	Live        Why = "live"           // the company is live
	Allowed     Why = "allowed"        // the recipient is on the allow-list
	NotLive     Why = "not_live"       // it is not live, and the recipient is not on the list
	Erased      Why = "erased"         // the customer was erased
	NotCustomer Why = "not_a_customer" // a supplier, staff, a newsletter, a bot, a test
	Unnamed     Why = "unnamed"        // nobody knows who it is
)

// Whys lists every reason, those that let through first.
var Whys = []Why{Live, Allowed, NotLive, Erased, NotCustomer, Unnamed}

// standing is what a customer is to sending: all his records taken together.
type standing struct {
	given  bool // the message is about a customer
	erased bool
	class  customer.Class
	known  bool // by a name or an identifier that says who he is
}

// judge decides a message: first whether its customer may be sent to at all,
// then whether anything may leave yet.
func (s Setting) judge(m Message, whose standing) (State, Why) {
	switch {
	case whose.given && whose.erased:
		return Held, Erased
	case whose.given && whose.class != customer.Counted:
		return Held, NotCustomer
	case whose.given && !whose.known:
		return Held, Unnamed
	case s.Live:
		return Passed, Live
	case s.allows(m.Channel, m.Recipient):
		return Passed, Allowed
	}
	return Held, NotLive
}

// allows tells whether a normalised recipient is on the allow-list: itself, for
// mail its domain (and no domain below it), for a webhook its host.
func (s Setting) allows(channel Channel, recipient string) bool {
	switch channel {
	case Email:
		_, domain, _ := strings.Cut(recipient, "@")
		return slices.Contains(s.Allowed, recipient) || slices.Contains(s.Allowed, "@"+domain)
	default: // a number, or a host with or without its port
		host := recipient
		if h, _, err := net.SplitHostPort(recipient); err == nil {
			host = h
		}
		return slices.Contains(s.Allowed, recipient) || slices.Contains(s.Allowed, host)
	}
}

// The most bytes that a message's fields may have.
const (
	maxRecipient = 2_000
	maxSubject   = 500
)

var purposeForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$`)

// checked returns the message with its recipient normalised, or says what is
// missing.
func (m Message) checked(region string) (_ Message, err error) {
	m.Subject = strings.TrimSpace(m.Subject)
	switch {
	case !purposeForm.MatchString(m.Purpose):
		return m, problem.Field("purpose", "key.malformed", problem.Params{"value": m.Purpose})
	case m.Deliver.Kind == "":
		return m, problem.Field("deliver", "field.required", nil)
	case len(m.Subject) > maxSubject:
		return m, problem.Field("subject", "field.too_long", problem.Params{"max": maxSubject})
	case !database.Storable(m.Subject):
		return m, problem.Field("subject", "field.bytes", nil)
	}
	m.Recipient, err = normalise(m.Channel, m.Recipient, region)
	return m, err
}

// normalise brings a recipient into the form in which it is compared and kept:
// an address in lower case, a number in E.164, of a webhook the host alone, for
// its path may be a secret.
func normalise(channel Channel, recipient, region string) (string, error) {
	recipient = strings.TrimSpace(recipient)
	switch {
	case !slices.Contains(Channels, channel):
		return "", problem.Field("channel", "outgoing.channel_unknown", problem.Params{"value": string(channel), "known": Channels})
	case recipient == "":
		return "", problem.Field("recipient", "field.required", nil)
	case len(recipient) > maxRecipient:
		return "", problem.Field("recipient", "field.too_long", problem.Params{"max": maxRecipient})
	}
	got, ok := "", false
	switch channel {
	case Email:
		got, ok = address(recipient)
	case SMS:
		got, ok = phone(recipient, region)
	case Webhook:
		got, ok = host(recipient)
	}
	if !ok {
		return "", problem.Field("recipient", "outgoing.recipient_malformed", problem.Params{"channel": string(channel)})
	}
	return got, nil
}

// address is an e-mail address in lower case. Unlike an identifier it keeps its
// dots and "+…": it is where the mail goes.
func address(s string) (string, bool) {
	_, err := customer.Identifier{Kind: "email", Value: s}.Normalise("")
	return strings.ToLower(s), err == nil && strings.Count(s, "@") == 1
}

func phone(s, region string) (string, bool) {
	h, err := customer.Identifier{Kind: "phone", Value: s}.Normalise(region)
	return h.Value, err == nil
}

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?$`)

// host is the host, with its port where one is named, of a URL or of itself.
func host(s string) (string, bool) {
	if strings.Contains(s, "://") {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
			return "", false
		}
		s = u.Host
	}
	s = strings.ToLower(s)
	return s, hostForm.MatchString(s) && strings.ContainsAny(s, ".abcdefghijklmnopqrstuvwxyz")
}

// entry brings a line of the allow-list into the form in which it is compared:
// "ada@example.com", "@example.com", "+4722000000", "hooks.example.com".
func entry(line, region string) (string, error) {
	line = strings.TrimSpace(line)
	got, ok := "", false
	switch domain, whole := strings.CutPrefix(line, "@"); {
	case whole:
		if got, ok = address("anybody@" + domain); ok {
			got = strings.TrimPrefix(got, "anybody")
		}
	case strings.Contains(line, "@") && !strings.Contains(line, "://"):
		got, ok = address(line)
	case numberForm.MatchString(line):
		got, ok = phone(line, region)
	default:
		got, ok = host(line)
	}
	if !ok {
		return "", problem.Field("allowed", "outgoing.entry_malformed", problem.Params{"value": line})
	}
	return got, nil
}

// numberForm is what is meant as a phone number and is no host.
var numberForm = regexp.MustCompile(`^\+?[0-9 ()/-]{4,}$`)
