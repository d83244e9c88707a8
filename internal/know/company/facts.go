package company

// What company journals.
const (
	FactCompanyChanged       = "company.changed"
	FactConfigurationChanged = "configuration.changed"
	FactContributorChanged   = "contributor.changed"
	FactEmployeeChanged      = "employee.changed"
	FactTouchpointChanged    = "touchpoint.changed"
)
