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
