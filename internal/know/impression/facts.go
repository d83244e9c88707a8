package impression

// What impression journals.
const (
	// FactEpisode says that an episode was made, changed or taken away.
	FactEpisode = "episode.changed"
	// FactCorrected says that somebody laid something else over what the machine
	// said, or took that back; the subject is the correction.
	FactCorrected = "impression.corrected"
	// FactContested says that a share was contested, FactContestDecided that it
	// was decided or withdrawn; the subject is the contest.
	FactContested      = "share.contested"
	FactContestDecided = "contest.decided"
	// FactRejudged says that a record was judged anew by a new law.
	FactRejudged = "relationship.rejudged"
)
