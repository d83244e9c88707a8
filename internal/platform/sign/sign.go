// Package sign makes texts that only we can have made: cursors and links.
//
// A signed text holds its content in the open, so nothing secret belongs in
// it; the signature (HMAC-SHA256, 128 bits) covers the purpose as well, so that
// a cursor cannot be used as a link, nor one list's cursor in another list.
package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Key signs and verifies.
type Key []byte

const size = 16

// Sign returns content with a signature for one purpose, safe in a URL.
func (k Key) Sign(purpose, content string) string {
	return base64.RawURLEncoding.EncodeToString(append(k.sum(purpose, content), content...))
}

// Open returns the content of a signed text; false if we did not sign it for
// that purpose.
func (k Key) Open(purpose, signed string) (content string, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(signed)
	if err != nil || len(b) < size {
		return "", false
	}
	content = string(b[size:])
	return content, hmac.Equal(b[:size], k.sum(purpose, content))
}

func (k Key) sum(purpose, content string) []byte {
	h := hmac.New(sha256.New, k)
	h.Write([]byte(strings.ReplaceAll(purpose, "\x00", "") + "\x00" + content))
	return h.Sum(nil)[:size]
}

// Fingerprint names the key without telling anything of it: 16 hexadecimal
// digits, the same for the same key.
func (k Key) Fingerprint() string { return hex.EncodeToString(k.sum("fingerprint", "")[:8]) }
