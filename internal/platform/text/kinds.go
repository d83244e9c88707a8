package text

// Topics are what messages to a service company are about, in the tree's order.
var Topics = [...]string{
	"billing", "payment", "price", "refund",
	"order", "delivery", "return", "quality", "repair",
	"outage", "speed", "visit",
	"contract", "cancellation", "login", "website", "privacy",
	"staff", "reach", "information",
}

// Efforts are what a customer tells that it cost him.
var Efforts = [...]string{"again", "passed", "waiting", "explaining", "chasing", "own", "dragging"}

// Kinds of matches: topics, then efforts, then what is asked of whoever reads.
const (
	matchEffort = len(Topics)
	matchNeed   = matchEffort + len(Efforts)
	matchKinds  = matchNeed + 4
)

var asks = [...]string{"answer", "suggestion", "praise", "closing"}
