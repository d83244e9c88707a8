package simulate

import (
	"strconv"
	"strings"

	"regard/internal/listen/interaction"
)

// draft is the beat as its source tells it.
func (s *speaker) draft(l *life, b *beat) interaction.Draft {
	s.turnTo(l, b)
	sc := b.scene
	d := interaction.Draft{
		Source: sc.source, SourceRef: s.reference(), OccurredAt: b.at.UTC(), Channel: sc.channel, Direction: sc.direction,
		Touchpoint: b.touchpoint, Identifiers: l.who.by(s.dice, sc.source), Contributor: b.contributor, Employee: keyOf(b.employee),
		Language: s.language(), Reference: s.linked(), Outcome: b.outcome,
		Resolved: b.resolved, Abandoned: b.abandoned, Automated: sc.automated, ReExplained: b.reExplained,
		Attempts: b.attempts, Legs: b.legs,
	}
	if sc.source != fromWeb && sc.source != fromSocial && (sc.source != fromTelephony || l.who.crm && len(d.Identifiers) > 1) {
		d.Name = l.who.name()
	}
	if b.thread > 0 {
		d.Thread = sc.source + "-" + strconv.Itoa(l.who.index) + "-" + strconv.Itoa(b.thread)
	}
	if !b.due.IsZero() {
		due := b.due.UTC()
		d.DueAt = &due
	}
	if b.rated {
		v := b.valence
		d.Asked = &v
	}
	if b.judged {
		v := b.valence
		d.Observed = &v
	}
	d.Attributes = s.attributes()
	d.Subject = s.heading()
	d.Text = s.message()
	if b.part == page {
		s.page(&d)
	}
	if sc == mailing && l.who.style.phone {
		d.Quoted = sentFrom[s.tongue()]
	}
	return d
}

var sentFrom = [2]string{"Sendt fra min iPhone", "Sent from my iPhone"}

// reference is the interaction's own id at its source: by time, so that ids rise
// as they do in real systems, and by customer and number, so that none is twice.
func (s *speaker) reference() string {
	var b [40]byte
	id := s.b.at.UTC().AppendFormat(b[:0], "060102-150405-")
	id = strconv.AppendInt(id, int64(s.l.who.index), 10)
	id = append(id, '.')
	return string(strconv.AppendInt(id, int64(s.b.number), 10))
}

// language is said by the systems that know it; mail and telephone do not.
func (s *speaker) language() string {
	switch s.b.scene.source {
	case fromHelpdesk, fromTelephony, fromSocial, fromMailroom, fromReception, fromField, fromSMS:
		return ""
	default:
		return s.l.who.language()
	}
}

// linked is the order, invoice or visit, where the source knows of it: partners
// and our own systems always, who answers the telephone mostly.
func (s *speaker) linked() string {
	switch s.b.scene.source {
	case fromSocial, fromWeb:
		return ""
	case fromTelephony, fromHelpdesk, fromWebchat, fromSMS:
		if s.b.ref.number%4 == 0 {
			return ""
		}
	}
	return s.b.ref.String()
}

// attributes is whatever else the source knows.
func (s *speaker) attributes() map[string]any {
	f := &s.b.facts
	switch s.b.scene {
	case failing:
		return map[string]any{"hours": f.hours, "town": s.l.who.town.name}
	case ordering, confirming:
		return map[string]any{"amount": f.amount, "product": f.product}
	case invoicing, reminding, misbilling:
		return map[string]any{"amount": f.amount}
	case parcel:
		return map[string]any{"region": s.l.who.town.region, "postcode": s.l.who.town.postcode}
	case pitching:
		return map[string]any{"campaign": campaignName, "promised_mbit": f.promised}
	default:
		return nil
	}
}

// heading is the subject: of a mail, or how a call was wrapped up.
func (s *speaker) heading() string {
	which := silent
	switch s.b.scene {
	case mailing, answering, autoReplying, writingUs:
		which = subject
	case calling:
		which = wrapup
	}
	if s.b.heading != "" || which == silent {
		return s.b.heading
	}
	// One conversation has one subject: drawn by the thread, not by the beat.
	if s.b.thread > 0 {
		s.pcg.Seed(mix(s.seed^forWords<<48), mix(uint64(s.l.who.index)<<24|uint64(s.b.thread)))
		defer s.pcg.Seed(mix(s.seed^forWords<<40), mix(uint64(s.l.who.index)<<24|uint64(s.b.number)))
	}
	tone := s.b.tone
	s.b.tone = 0
	s.say(which)
	s.b.tone = tone
	title := string(s.buf)
	s.buf = s.buf[:0]
	if which == subject && (s.b.scene != mailing && s.b.scene != writingUs || s.b.part != core) {
		return "Re: " + title
	}
	return title
}

// pages are read one after the other: each of the topic's once, then again.
func (s *speaker) pages() string {
	lines := s.book.own(s.b.topic, page)
	if len(lines) == 0 {
		return ""
	}
	first := int(mix(uint64(s.l.who.index)<<24|uint64(s.b.story)) % uint64(len(lines)))
	s.buf = s.buf[:0]
	s.speak(lines[(first+s.b.number)%len(lines)].parts)
	return string(s.buf)
}

// page fills in a page of the help centre or of the app: "path :: title".
func (s *speaker) page(d *interaction.Draft) {
	said := s.b.heading
	if said == "" {
		said = s.pages()
	}
	path, title, _ := strings.Cut(said, " :: ")
	d.Subject = title
	d.Attributes = map[string]any{"page": path, "minutes": s.b.facts.minutes}
}
