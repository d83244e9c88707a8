package customer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"regard/internal/know/likeness"
)

// What of a customer's attributes says who he is, by the names that lists give
// them, without case, spaces and signs.
var (
	givenKeys    = namesOf("givenname givennames firstname forename fname namefirst vorname fornavn fornamn prenom nombre")
	middleKeys   = namesOf("middlename namemiddle mellomnavn")
	familyKeys   = namesOf("familyname lastname surname lname namelast nachname familienname etternavn efternavn efternamn apellido")
	birthKeys    = namesOf("birthdate dateofbirth dob birthday born birth geburtsdatum geboren fodselsdato fodselsdag fodt fodselsdagsdato fodelsedatum")
	lineKeys     = namesOf("address address1 addressline1 addressline addrline1 addrfull fulladdress street streetaddress streetname strasse anschrift adresse adresse1 gateadresse gate")
	houseKeys    = namesOf("streetnumber housenumber houseno streetno hausnummer husnummer")
	townKeys     = namesOf("city town suburb addresscity addrcity ort stadt poststed by")
	postcodeKeys = namesOf("postcode postalcode zip zipcode addresspostalcode addrpostalcode plz postleitzahl postnummer postnr")
)

// AttributeRole says what an attribute of that name tells of who somebody is:
// given_name, middle_name, family_name, birth_date, address, house, town or
// postcode; "" where it tells nothing of that.
func AttributeRole(name string) string {
	bare := bareKey(name)
	for _, r := range roles {
		if r.keys[bare] {
			return r.role
		}
	}
	return ""
}

var roles = []struct {
	role string
	keys map[string]bool
}{{"given_name", givenKeys}, {"middle_name", middleKeys}, {"family_name", familyKeys}, {"birth_date", birthKeys},
	{"address", lineKeys}, {"house", houseKeys}, {"town", townKeys}, {"postcode", postcodeKeys}}

func namesOf(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

// bareKey leaves of a name its letters and digits, as namesOf lists them.
func bareKey(name string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r == 'ø' || r == 'ö':
			return 'o'
		case r == 'å' || r == 'ä' || r == 'à':
			return 'a'
		case r == 'é':
			return 'e'
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return r
		}
		return -1
	}, name)
}

// describe puts together what the records of a person say of who he is.
func describe(records ...*Customer) (d likeness.Description) {
	for _, r := range records {
		d.ID = int64(r.PersonID)
		if r.Kind == KindAccount {
			d.Group = 1
		}
		describeAttributes(&d, r.Name, r.Attributes)
		for _, h := range r.Identifiers {
			system, external := strings.CutPrefix(h.Kind, "external:")
			switch {
			case h.Kind == "email":
				d.Emails = append(d.Emails, h.Value)
			case h.Kind == "phone":
				d.Phones = append(d.Phones, h.Value)
			case external && system != "account":
				d.Externals = append(d.Externals, likeness.ExternalID{System: system, Value: h.Value})
			}
		}
	}
	return d
}

// describeAttributes adds a name and what attributes say. Parts of a name that
// attributes tell apart are better than a whole.
func describeAttributes(d *likeness.Description, name string, attributes map[string]any) {
	n := likeness.Name{Whole: name}
	var middle string
	var a likeness.Address
	keys := make([]string, 0, len(attributes))
	for key := range attributes {
		keys = append(keys, key)
	}
	slices.Sort(keys) // so that the same attributes always make the same description
	for _, key := range keys {
		role, v := AttributeRole(key), attributes[key]
		if role == "" || v == nil {
			continue
		}
		switch text := strings.TrimSpace(fmt.Sprint(v)); role {
		case "given_name":
			n.Given = text
		case "middle_name":
			middle = text
		case "family_name":
			n.Family = text
		case "birth_date":
			d.Births = append(d.Births, text)
		case "address":
			a.Lines = append(a.Lines, text)
		case "house":
			a.Number = text
		case "town":
			a.Town = text
		case "postcode":
			a.Postcode = text
		}
	}
	if n.Given != "" {
		n.Given = strings.TrimSpace(n.Given + " " + middle)
	}
	if n != (likeness.Name{}) && !strings.Contains(n.Whole, "@") {
		d.Names = append(d.Names, n)
	}
	if len(a.Lines) > 0 || a.Town != "" || a.Postcode != "" {
		d.Addresses = append(d.Addresses, a)
	}
}
