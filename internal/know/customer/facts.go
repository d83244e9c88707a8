package customer

// What customer journals. The subject is the record, except for suggestions.
const (
	FactAdded      = "customer.added"
	FactChanged    = "customer.changed"
	FactIdentified = "customer.identified" // an identifier was added
	FactMerged     = "customer.merged"
	FactUnmerged   = "customer.unmerged"
	FactSuggested  = "suggestion.made"
	FactDecided    = "suggestion.decided"
)
