package simulate

import (
	"math"
	"time"

	"regard/internal/listen/interaction"
)

// The ways in which customers come to us, as in person.reaches.
const (
	byPhone = iota
	byEmail
	byChat
	bySocial
	bySMS
)

// pursue lets the customer come to us until the need is met or he gives it up;
// p is the chance that one contact meets it.
func (t *tale) pursue(p float64) bool {
	for range 4 {
		if t.contact(p) {
			return true
		}
		if t.chance(0.3 - 0.25*t.l.who.voice) { // gives up, and says nothing
			t.disappoints(-0.2)
			return false
		}
		t.gap()
		t.overdue()
		p += 0.1
	}
	t.disappoints(-0.35)
	return false
}

// contact is the customer coming to us once, in the way that he likes; it tells
// whether that met the need.
func (t *tale) contact(p float64) bool {
	t.contacts++
	t.times++
	if t.contacts == 1 || t.chance(0.35) {
		t.way = t.weigh(t.l.who.reaches[:])
		t.thread = 0
	}
	if t.way == bySocial && t.contacts == 1 && t.l.who.voice < 0.5 {
		t.way = byEmail
	}
	solved := false
	switch t.way {
	case byPhone:
		solved = t.call(p)
	case byEmail:
		solved = t.mail(p)
	case byChat:
		solved = t.chat(p)
	case bySocial:
		solved = t.post(p - 0.15)
	default:
		solved = t.text(p)
	}
	if solved && t.chance(0.05) { // called done, and was not
		t.wait(8*time.Hour, 5*24*time.Hour)
		t.feels(-0.35)
		solved = false
	}
	if t.contacts == 1 {
		t.atOnce = solved
	}
	if solved {
		t.keeps(t.answer)
	}
	return solved
}

// words is the part of the topic that the customer speaks: what it is about, or
// that it is still not done.
func (t *tale) words() part {
	if t.times > 1 {
		return chase
	}
	return core
}

// mail is an e-mail, perhaps an auto-reply, our answer, and now and then a last word.
func (t *tale) mail(p float64) bool {
	if t.thread == 0 {
		t.newThread()
	}
	desk := t.desk()
	t.tell(beat{scene: mailing, part: t.words(), thread: t.thread, touchpoint: t.place(atEmail), contributor: desk})
	asked := t.at
	if t.chance(0.4) {
		t.at = t.at.Add(time.Minute)
		t.tell(beat{scene: autoReplying, part: auto, thread: t.thread, touchpoint: t.place(atEmail), contributor: desk})
	}
	t.at = open(t.dice, asked.Add(time.Duration(t.skewed(4, 1)*float64(time.Hour))))
	solved := t.chance(p)
	slow := clamp(t.at.Sub(asked).Hours()/24-1, 0, 5)
	t.feels(met(solved) - 0.07*slow)
	t.tell(beat{scene: answering, part: t.reply(solved), thread: t.thread, touchpoint: t.place(atEmail), contributor: desk, resolved: solved})
	t.owes(solved, desk)
	if t.chance(0.22) {
		t.wait(20*time.Minute, 20*time.Hour)
		t.wake()
		t.tell(beat{scene: mailing, part: leaving(solved), thread: t.thread, touchpoint: t.place(atEmail), contributor: desk})
	}
	return solved
}

// chat is a few lines each way, while the customer waits.
func (t *tale) chat(p float64) bool {
	t.at = staffed(t.dice, t.at)
	t.newThread()
	place := t.place(atChat)
	wait := int(t.skewed(35, 0.9) * t.load())
	leg := interaction.Leg{Contributor: digital, Queue: queueChat, From: t.at.UTC(), WaitSeconds: wait}
	t.tell(beat{scene: chatting, part: t.words(), thread: t.thread, touchpoint: place, legs: []interaction.Leg{leg}})
	t.at = t.at.Add(time.Duration(wait+20+t.IntN(60)) * time.Second)
	if t.chance(0.3) {
		t.tell(beat{scene: chattingBack, part: probe, thread: t.thread, touchpoint: place})
		t.wait(30*time.Second, 3*time.Minute)
		t.tell(beat{scene: chatting, part: answer, thread: t.thread, touchpoint: place})
		t.wait(40*time.Second, 4*time.Minute)
	}
	solved := t.chance(p)
	t.feels(met(solved) - waiting(wait))
	t.tell(beat{scene: chattingBack, part: t.reply(solved), thread: t.thread, touchpoint: place, employee: t.handy, resolved: solved})
	t.owes(solved, digital)
	if t.chance(0.6) {
		t.wait(30*time.Second, 5*time.Minute)
		t.tell(beat{scene: chatting, part: leaving(solved), thread: t.thread, touchpoint: place})
	}
	t.asked(place, digital)
	return solved
}

// post is a public complaint or question and our public answer.
func (t *tale) post(p float64) bool {
	t.newThread()
	t.tell(beat{scene: posting, part: t.words(), thread: t.thread})
	t.at = open(t.dice, t.at.Add(time.Duration(t.skewed(2, 0.8)*float64(time.Hour))))
	solved := t.chance(p)
	t.feels(met(solved) - 0.05)
	t.tell(beat{scene: postingBack, part: t.reply(solved), thread: t.thread, resolved: solved})
	t.owes(solved, digital)
	return solved
}

// text is a text message and ours back.
func (t *tale) text(p float64) bool {
	place := t.place(atSMS)
	t.newThread()
	t.tell(beat{scene: texting, part: t.words(), thread: t.thread, touchpoint: place})
	t.at = open(t.dice, t.at.Add(time.Duration(t.skewed(1, 0.8)*float64(time.Hour))))
	solved := t.chance(p)
	t.feels(met(solved))
	t.tell(beat{scene: textingBack, part: t.reply(solved), thread: t.thread, touchpoint: place, resolved: solved})
	t.owes(solved, digital)
	return solved
}

// asked is the rating that some give when we ask afterwards by text message:
// rather the very pleased and the very cross than those in between.
func (t *tale) asked(place, contributor string) {
	mood, sent := t.mood(), t.at
	if !t.chance(0.05 + 0.12*mood*mood + 0.06*t.l.who.voice) {
		t.l.clerk.invited(sent, place, contributor, time.Time{}, 0)
		return
	}
	t.wait(5*time.Minute, 6*time.Hour)
	stars := int(math.Round(clamp(4.6+1.35*mood+t.normal(0, 0.45), 1, 5)))
	t.tell(beat{
		scene: rating, part: comment, thread: t.thread, touchpoint: place, contributor: contributor,
		rated: true, valence: float64(stars-3) / 2, tone: mood,
	})
	t.l.clerk.invited(sent, place, contributor, t.at, stars)
}

// met is how good it is to have a need met by a contact, or not.
func met(solved bool) float64 {
	if solved {
		return 0.38
	}
	return -0.3
}

// reply is what we say: done, done at last, or not yet.
func (t *tale) reply(solved bool) part {
	switch {
	case solved && t.times > 1 && t.chance(0.55):
		return refix
	case solved:
		return fix
	default:
		return later
	}
}

func leaving(solved bool) part {
	if solved {
		return fine
	}
	return bad
}
