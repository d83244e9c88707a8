package customer

// Identifier names a customer in one system or network.
//
// Kind is "email", "phone", "external:<system>", "handle:<network>" or "device".
type Identifier struct {
	Kind  string `json:"kind" doc:"email, phone, external:<system>, handle:<network> or device" example:"email"`
	Value string `json:"value" doc:"as written; it is normalised before it is compared" example:"ada@example.com"`
}
