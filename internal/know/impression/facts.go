package impression

// What impression journals.
const (
	// FactEpisode says that an episode was made, changed or taken away.
	FactEpisode = "episode.changed"
	// FactRejudged says that a record was judged anew by a new law.
	FactRejudged = "relationship.rejudged"
)
