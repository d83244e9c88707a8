package interaction

// What interaction journals.
const (
	FactRecorded  = "interaction.recorded"
	FactVoided    = "interaction.voided"
	FactRestored  = "interaction.restored" // a void was taken back
	FactMoved     = "interaction.moved"    // told of both customers
	FactCorrected = "interaction.corrected"
	FactReworded  = "interaction.reworded" // its words were taken away, or some of them
)
