package interaction

// What interaction journals.
const (
	FactRecorded = "interaction.recorded"
	FactVoided   = "interaction.voided"
)
