package simulate

// topic is what a need is about.
type topic uint8

// The topics; each has a file of words in each language.
const (
	slow topic = iota
	down
	router
	delivery
	wrongItem
	technician
	invoice
	payment
	move
	order
	promise
	cancel
	praise
	login
	price
	business
	advice
	bill
	outages
	noshow
	retained
	general // what belongs to no topic: greetings, moods, notices
	topics
)

var topicNames = [topics]string{
	"slow", "down", "router", "delivery", "wrongitem", "technician", "invoice", "payment", "move", "order", "promise",
	"cancel", "praise", "login", "price", "business", "advice", "bill", "outage", "noshow", "retained", "general",
}

// money, selling and broken say whose business a topic is.
func (t topic) money() bool { return t == invoice || t == bill || t == payment || t == price }
func (t topic) selling() bool {
	return t == order || t == advice || t == promise || t == cancel || t == retained || t == move
}
func (t topic) broken() bool {
	return t == slow || t == down || t == outages || t == router || t == technician || t == noshow
}

// parent is the topic whose words serve where a topic has none of its own.
func (t topic) parent() topic {
	switch t {
	case advice:
		return order
	case bill:
		return invoice
	case outages:
		return down
	case noshow:
		return technician
	case retained:
		return cancel
	default:
		return general
	}
}

// desk is who answers the e-mails on the tale's topic.
func (t *tale) desk() string {
	switch {
	case t.topic.money():
		return billing
	case t.topic.selling():
		return salesDesk
	case t.topic.broken() && t.contacts > 1:
		return technical
	default:
		return frontline
	}
}

// place is the touchpoint of a contact on the tale's topic, by the way he came.
func (t *tale) place(help string) string {
	switch {
	case t.topic == cancel || t.topic == retained:
		return atCancel
	case t.topic.money():
		return atPayQuestion
	case t.topic == order:
		return atSalesCall
	case t.topic == advice:
		return atSalesInquiry
	default:
		return help
	}
}
