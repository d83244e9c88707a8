package database

import (
	"strings"
	"unicode/utf8"
)

// Storable tells whether all text in v (a text, or lists and maps of such, as
// JSON has them) can be kept: valid UTF-8 without NUL, which PostgreSQL refuses.
func Storable(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v) && !strings.ContainsRune(v, 0)
	case []any:
		for _, e := range v {
			if !Storable(e) {
				return false
			}
		}
	case map[string]any:
		for k, e := range v {
			if !Storable(k) || !Storable(e) {
				return false
			}
		}
	}
	return true
}
