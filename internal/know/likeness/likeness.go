// Package likeness tells how likely two descriptions are of one person, and why.
//
// It is the theory of record linkage (Fellegi and Sunter 1969): each field of two
// descriptions agrees to some level; each level is so many times likelier among
// pairs of one person than among others, and the logarithms of these ratios add
// up. The ratios are learnt from the customers themselves, without anybody
// having said which are one (EM, Winkler 1988), and a rare value speaks louder
// than a frequent one. Of a million customers only those are compared who agree
// on some key (blocking), and only so many are taken up at once as there is room
// for (Shelf), however many there are.
//
// Everything here is pure: no database, no clock, and nothing is decided. What
// it finds is suggested to people.
package likeness

// Field is something that two descriptions are compared by.
type Field uint8

// The fields.
const (
	Given    Field = iota // given names
	Family                // family name
	Birth                 // birth date
	Email                 // e-mail address
	Phone                 // phone number
	Street                // street and number
	Place                 // postcode and town
	External              // numbers in other systems, of which both have one
	Fields   = 8
)

// Codes are the fields' names where they are stored and sent.
var Codes = [Fields]string{"given_name", "family_name", "birth_date", "email", "phone", "street", "place", "number"}

// Level is how far two values of a field agree. Each field has levels of its
// own from 0, which is to differ, to its highest, which is to be equal; Unknown
// is when one of the two has no value, which says nothing.
type Level int8

// Unknown is the level where a value is missing.
const Unknown Level = -1

// Levels are the names of each field's levels, lowest first.
var Levels = [Fields][]string{
	Given:    {"differs", "initial", "similar", "close", "same"},
	Family:   {"differs", "similar", "close", "same"},
	Birth:    {"differs", "partly", "close", "swapped", "same"},
	Email:    {"differs", "similar", "other_domain", "close", "same"},
	Phone:    {"differs", "close", "same"},
	Street:   {"differs", "same_street", "similar", "same"},
	Place:    {"differs", "close", "town", "same"},
	External: {"differs", "close", "same"},
}

// top returns a field's highest level.
func (f Field) top() Level { return Level(len(Levels[f]) - 1) }

// most is the most levels that a field has.
const most = 5

// Description is what is known of somebody, as it was written. What cannot be
// read is left out, so that nothing here is refused.
type Description struct {
	ID        int64
	Group     uint8    // only descriptions of one group are compared: people, accounts
	Names     []Name   // of which each may be his
	Births    []string // in any usual form
	Emails    []string // addresses
	Phones    []string // digits, with a country's code or without
	Addresses []Address
	Externals []ExternalID
}

// Name is a name in its parts, or as a Whole where nobody told them apart.
type Name struct{ Given, Family, Whole string }

// Address is an address in its parts, or in lines.
type Address struct {
	Lines    []string // as it stands on a letter; a part that is told apart is not here
	Number   string   // of the house
	Town     string
	Postcode string
}

// ExternalID is a number in another system.
type ExternalID struct{ System, Value string }
