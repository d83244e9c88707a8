package interaction

import "regard/internal/platform/exact"

// Decode reads one draft in the API's form, strictly: a field that we do not
// know is a slip, and so is anything behind the object. The problem that it
// returns names the field.
func Decode(raw []byte, d *Draft) error { return exact.Unmarshal(raw, d) }
