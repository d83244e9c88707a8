package mail

import (
	"regexp"
	"strings"
)

// Kind says which sort of machine mail it is; empty is a letter, as far as one can tell.
type Kind string

const (
	AutoReply      Kind = "auto_reply"      // an absence notice or an acknowledgement
	DeliveryReport Kind = "delivery_report" // a bounce, a delay, a receipt
	Bulk           Kind = "bulk"            // sent to many: newsletters, lists
	Report         Kind = "report"          // statistics and complaints between servers: DMARC, TLS, abuse
)

// classify tells a machine's mail from a person's, by what RFC 3834 and its neighbours ask machines to say, and by the
// habits of those that do not. Doubtful signs count only together.
func classify(root *part, m Message) (Kind, bool) {
	h := root.header
	word := func(name string) string {
		v, _, _ := strings.Cut(h.last(name), ";")
		return strings.ToLower(strings.TrimSpace(dropComments(v)))
	}
	auto, precedence := word("auto-submitted"), word("precedence")
	nullPath := h.has("return-path") && strings.ReplaceAll(word("return-path"), " ", "") == "<>"
	reports := reportTypes(root)
	robot := false
	if len(m.From) > 0 {
		robot = robotSender.MatchString(m.From[0].Address)
	}
	switch {
	case reports["tlsrpt"], reports["feedback-report"], reports["dmarc"], h.has("tls-report-domain"),
		serverReport.MatchString(m.Subject):
		return Report, true
	case reports["delivery-status"], reports["disposition-notification"], h.has("x-failed-recipients"),
		(robot || nullPath) && bounceSubject.MatchString(m.Subject):
		return DeliveryReport, true
	case strings.HasPrefix(auto, "auto-replied"), strings.HasPrefix(auto, "auto-notified"), h.has("x-autoreply"),
		h.has("x-autorespond"), h.has("x-autoresponse"), h.has("x-autoreply-from"), h.has("x-mail-autoreply"),
		precedence == "auto_reply", word("x-precedence") == "auto_reply", autoSubject.MatchString(m.Subject),
		h.has("x-auto-response-suppress") && len(m.InReplyTo) > 0 && nullPath:
		return AutoReply, true
	case precedence == "bulk", precedence == "list", precedence == "junk", h.has("list-id"), h.has("list-unsubscribe"),
		h.has("list-post"), h.has("mailing-list"), h.has("x-mailing-list"), h.has("feedback-id"), h.has("x-campaign-id"),
		h.has("x-mailchimp-id"):
		return Bulk, true
	}
	return "", auto != "" && auto != "no" || nullPath || robot
}

// reportTypes gathers what the parts say they report.
func reportTypes(root *part) map[string]bool {
	types := map[string]bool{}
	var walk func(*part)
	walk = func(p *part) {
		switch p.declared {
		case "multipart/report":
			types[strings.ToLower(p.params["report-type"])] = true
		case "message/delivery-status", "message/global-delivery-status":
			types["delivery-status"] = true
		case "message/disposition-notification":
			types["disposition-notification"] = true
		case "message/feedback-report":
			types["feedback-report"] = true
		case "application/tlsrpt+json", "application/tlsrpt+gzip":
			types["tlsrpt"] = true
		}
		if dmarcFile.MatchString(p.name()) {
			types["dmarc"] = true
		}
		for _, c := range p.children {
			walk(c)
		}
	}
	walk(root)
	return types
}

var (
	// robotSender matches the addresses that only programs write from.
	robotSender = regexp.MustCompile(`(?i)^(mailer-daemon|mail-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+-].*)?@`)

	// serverReport matches the subjects that RFC 7489, 7.2.1.1, and RFC 8460, 5.3, prescribe.
	serverReport = regexp.MustCompile(`(?i)^report domain:\s*\S+.*\bsubmitter:`)

	// dmarcFile matches the names that RFC 7489, 7.2.1.1, prescribes: receiver!domain!begin!end.
	dmarcFile = regexp.MustCompile(`(?i)^[^!\s]+![^!\s]+!\d{9,11}!\d{9,11}(![^!\s]+)?\.(xml|zip|xml\.gz|gz)$`)

	bounceSubject = regexp.MustCompile(`(?i)undeliver|delivery (status|failure|has failed|report|delayed|incomplete)|` +
		`(mail|message) (delivery )?(failed|failure|could not be delivered)|returned mail|failure notice|` +
		`mail system error|warning: (could not send|message)|unzustellbar|nicht zustellbar|zustellung|non remis|` +
		`non distribu|échec de la remise|no se puede entregar|devuelto|mancata consegna|onbestelbaar|` +
		`niet worden bezorgd|olevererb|kunde inte levereras|returnerad|kunne ikke leveres|nie dostarczono|` +
		`toimitus epäonnistui`)

	autoSubject = regexp.MustCompile(`(?i)^\s*(auto(matic)?[- ]?(reply|response|antwort|svar|antwoord|risposta)\b|` +
		`out of (the )?office\b|autosvar\b|automati(skt?|sche|sch) (svar|antwort|antwoord)|abwesenheit|réponse automatique|` +
		`absence du bureau|respuesta automática|fuera de (la )?oficina|risposta automatica|fuori sede|` +
		`afwezig(heid)?|fraværs|frånvaro|odpowiedź automatyczna|automaattinen vastaus|poissa toimistolta|` +
		`resposta automática|fora do escritório|automatická odpověď)`)
)
