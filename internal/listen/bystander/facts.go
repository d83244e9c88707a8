package bystander

// What bystander journals.
const (
	FactSpotChanged = "spot.changed"
	FactSaid        = "remark.said"
	FactDecided     = "remark.decided" // also taken back
)
