package web

// ErasePage asks once more before a customer is erased, which cannot be undone.
// GET and POST /customers/{id}/erase: typed.
type ErasePage struct {
	Frame
	Customer     CustomerRef
	Interactions int
	Records      int
	Word         string // what is to be typed: his name, else his id
	Typed        string
	Errors       Errors
}

// Template names the page.
func (ErasePage) Template() string { return "erase" }
