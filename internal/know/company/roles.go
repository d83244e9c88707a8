package company

// Role is what a user is to the company.
type Role string

// The roles.
const (
	RoleAdmin     Role = "admin"
	RoleLead      Role = "experience_lead"
	RoleManager   Role = "manager"
	RoleFrontline Role = "frontline"
	RolePartner   Role = "partner"
	RoleExecutive Role = "executive"
)

// Roles lists every role, in the order in which pages show them.
var Roles = []Role{RoleAdmin, RoleLead, RoleManager, RoleFrontline, RolePartner, RoleExecutive}

// The scopes of API keys.
const (
	ScopeRead  = "read"
	ScopeWrite = "write"
	ScopeAdmin = "admin"
)

// Scopes lists every scope of a key.
var Scopes = []string{ScopeRead, ScopeWrite, ScopeAdmin}

// Operation is something that a user or a key may be allowed to do.
type Operation string

// The operations.
const (
	SeeToday            Operation = "today.see"
	FindCustomers       Operation = "customer.find"
	SeeCustomer         Operation = "customer.see"
	ChangeCustomer      Operation = "customer.change"
	MergeCustomers      Operation = "customer.merge"
	SeeSuggestions      Operation = "suggestion.see"
	DecideSuggestion    Operation = "suggestion.decide"
	RecordInteraction   Operation = "interaction.record"
	FindInteractions    Operation = "interaction.find" // by what was said in them
	VoidInteraction     Operation = "interaction.void"
	SeeOrganisation     Operation = "organisation.see"
	ChangeOrganisation  Operation = "organisation.change"
	ReadJournal         Operation = "journal.read"
	SeeConfiguration    Operation = "configuration.see"
	ChangeConfiguration Operation = "configuration.change"
	ChangeCompany       Operation = "company.change"
	ManageUsers         Operation = "user.manage"
	ManageKeys          Operation = "key.manage"
	SeeAudit            Operation = "audit.see"
	OwnAccount          Operation = "account.own" // one's own sessions and password

	CorrectImpression    Operation = "impression.correct" // say that a valence, a cause, a touchpoint or an episode is wrong
	MoveInteraction      Operation = "interaction.move"
	ClassCustomer        Operation = "customer.class" // say that it is no customer
	SeeClassRules        Operation = "class_rule.see"
	ChangeClassRules     Operation = "class_rule.change"
	ContestShare         Operation = "share.contest"
	SeeContests          Operation = "contest.see"
	DecideContest        Operation = "contest.decide"
	ExportCorrections    Operation = "correction.export"
	SeeContributorFigure Operation = "contributor.figures" // of one's own subtree
	SeeEmployeeFigures   Operation = "employee.figures"    // where the company switched them on
	SeeOpenings          Operation = "opening.see"         // who looked at a card
	SeeOutgoing          Operation = "outgoing.see"
	GoLive               Operation = "outgoing.go_live"
	SeeCoverage          Operation = "coverage.see"
	RecountCoverage      Operation = "coverage.recount"
	EraseCustomer        Operation = "customer.erase"
	ArchiveCustomer      Operation = "customer.archive" // all that is kept of him, as one file
	RevealField          Operation = "field.reveal"
	SeeRetention         Operation = "retention.see"
	ChangeRetention      Operation = "retention.change"
	SeeSpots             Operation = "spot.see"
	ChangeSpots          Operation = "spot.change"
	ModerateRemarks      Operation = "remark.moderate"
)

type rule struct {
	scope string // what a key needs
	roles []Role
}

var (
	everyone = Roles
	inside   = []Role{RoleAdmin, RoleLead, RoleManager, RoleFrontline, RoleExecutive}
	working  = []Role{RoleAdmin, RoleLead, RoleManager, RoleFrontline}
	leading  = []Role{RoleAdmin, RoleLead}
	deciding = []Role{RoleAdmin, RoleLead, RoleManager, RoleExecutive}
	managing = []Role{RoleAdmin, RoleLead, RoleManager}
	admins   = []Role{RoleAdmin}
)

// operations is the one table of who may do what.
var operations = map[Operation]rule{
	SeeToday:            {ScopeRead, everyone},
	FindCustomers:       {ScopeRead, everyone},
	SeeCustomer:         {ScopeRead, everyone},
	ChangeCustomer:      {ScopeWrite, working},
	MergeCustomers:      {ScopeWrite, working},
	SeeSuggestions:      {ScopeRead, inside},
	DecideSuggestion:    {ScopeWrite, working},
	RecordInteraction:   {ScopeWrite, append([]Role{RolePartner}, working...)},
	FindInteractions:    {ScopeRead, everyone},
	VoidInteraction:     {ScopeWrite, working},
	SeeOrganisation:     {ScopeRead, inside},
	ChangeOrganisation:  {ScopeAdmin, leading},
	ReadJournal:         {ScopeRead, leading},
	SeeConfiguration:    {ScopeRead, deciding},
	ChangeConfiguration: {ScopeAdmin, leading},
	ChangeCompany:       {ScopeAdmin, admins},
	ManageUsers:         {ScopeAdmin, admins},
	ManageKeys:          {ScopeAdmin, admins},
	SeeAudit:            {ScopeAdmin, leading},
	OwnAccount:          {"", everyone},

	CorrectImpression:    {ScopeWrite, working},
	MoveInteraction:      {ScopeWrite, working},
	ClassCustomer:        {ScopeWrite, working},
	SeeClassRules:        {ScopeRead, inside},
	ChangeClassRules:     {ScopeAdmin, leading},
	ContestShare:         {ScopeWrite, append([]Role{RolePartner}, working...)},
	SeeContests:          {ScopeRead, append([]Role{RolePartner}, working...)},
	DecideContest:        {ScopeWrite, leading},
	ExportCorrections:    {ScopeRead, leading},
	SeeContributorFigure: {ScopeRead, append([]Role{RolePartner}, deciding...)},
	SeeEmployeeFigures:   {ScopeRead, managing},
	SeeOpenings:          {ScopeAdmin, leading},
	SeeOutgoing:          {ScopeRead, leading},
	GoLive:               {ScopeAdmin, admins},
	SeeCoverage:          {ScopeRead, inside},
	RecountCoverage:      {ScopeWrite, leading},
	EraseCustomer:        {ScopeAdmin, leading},
	ArchiveCustomer:      {ScopeAdmin, leading},
	RevealField:          {ScopeAdmin, working},
	SeeRetention:         {ScopeAdmin, leading},
	ChangeRetention:      {ScopeAdmin, admins},
	SeeSpots:             {ScopeRead, inside},
	ChangeSpots:          {ScopeAdmin, leading},
	ModerateRemarks:      {ScopeWrite, managing},
}

// Operations lists every operation, for the test that walks them.
func Operations() []Operation {
	all := make([]Operation, 0, len(operations))
	for op := range operations {
		all = append(all, op)
	}
	return all
}

// ScopeOf returns the scope that a key needs for an operation.
func ScopeOf(op Operation) string { return operations[op].scope }
