package inbound

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

// complete gives a draft the source that it does not name, and where it has no
// source_ref the digest of what it says: handed in again it is a duplicate.
// Two rows that say the very same are then one interaction.
func complete(d *interaction.Draft, source string) error {
	if d.Source == "" {
		d.Source = source
	}
	if d.SourceRef != "" {
		return nil
	}
	said, err := json.Marshal(d)
	if err != nil {
		return problem.Field("attributes", "field.malformed", nil)
	}
	d.SourceRef = digest(said)
	return nil
}

// digest names bytes by what they are.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:16])
}
