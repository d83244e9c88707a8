package customer

// What customer journals. The subject is the record, except for suggestions.
const (
	FactAdded      = "customer.added"
	FactChanged    = "customer.changed"
	FactIdentified = "customer.identified" // an identifier was added
	FactKnown      = "customer.known"      // the record counts from now on, or no longer
	FactReclassed  = "customer.reclassed"  // it is something else than a customer, or a customer again
	FactMerged     = "customer.merged"
	FactErased     = "customer.erased"
	FactUnmerged   = "customer.unmerged"
	FactSuggested  = "suggestion.made"
	FactDecided    = "suggestion.decided"
)
