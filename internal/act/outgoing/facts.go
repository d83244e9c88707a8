package outgoing

// What outgoing journals.
const (
	FactPassed = "outgoing.passed"
	FactHeld   = "outgoing.held"
)
