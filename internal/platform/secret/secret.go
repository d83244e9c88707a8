// Package secret keeps what must not be known: passwords as argon2id hashes,
// tokens as digests, and the one key that signs and seals.
//
// Passwords are hashed two at a time, with 19 MiB each (the first of OWASP's
// recommended settings for argon2id), so that a flood of sign-ins cannot take
// the memory. Tokens have 160 random bits, so a plain SHA-256 of them is
// enough to keep them.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/argon2"

	"regard/internal/platform/problem"
)

// Cost of a password's hash.
type cost struct {
	passes, memory uint32 // memory in KiB
	threads        uint8
}

var usual = cost{passes: 2, memory: 19 * 1024, threads: 1}

// two is how many hashes are made at once.
var two = make(chan struct{}, 2)

// MinPassword is the fewest characters a password may have (NIST SP 800-63B asks for 8 or more; we ask for more and for nothing else).
const MinPassword = 12

// HashPassword returns the hash of a password in PHC form, or a problem if it
// is too short or longer than 200 characters.
func HashPassword(password string) (string, error) {
	if n := len([]rune(password)); n < MinPassword || n > 200 {
		return "", problem.Field("password", "password.length", problem.Params{"min": MinPassword, "max": 200})
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	c := usual
	sum := derive(password, salt, c)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.threads, enc(salt), enc(sum)), nil
}

// VerifyPassword tells whether the password is the one that was hashed. An
// empty hash (no such user, no password yet) takes as long and is never it.
func VerifyPassword(hash, password string) bool {
	var c cost
	var version int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		derive(password, make([]byte, 16), usual)
		return false
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.memory, &c.passes, &c.threads); err != nil {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) != 32 || c.memory > 1<<20 || c.passes < 1 || c.passes > 100 || c.threads < 1 {
		return false
	}
	return subtle.ConstantTimeCompare(derive(password, salt, c), want) == 1
}

func derive(password string, salt []byte, c cost) []byte {
	two <- struct{}{}
	defer func() { <-two }()
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.threads, 32)
}

// Cheapen makes hashing cost next to nothing, for tests.
func Cheapen() { usual = cost{passes: 1, memory: 64, threads: 1} }

// NewToken returns a token of 160 random bits behind a prefix: "rk_…".
func NewToken(prefix string) string {
	b := make([]byte, 20)
	rand.Read(b)
	return prefix + base64.RawURLEncoding.EncodeToString(b)
}

// Digest is how a token is stored.
func Digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Key reads the installation's key: from the text given (REGARD_KEY), else
// from the file "key" in dir, which is made on the first run with mode 0600.
func Key(given, dir string) ([]byte, error) {
	if given != "" {
		return decodeKey(given)
	}
	if dir == "" {
		return nil, problem.New(problem.Invalid, "key.needed", nil)
	}
	path := filepath.Join(dir, "key")
	text, err := os.ReadFile(path)
	if err == nil {
		return decodeKey(strings.TrimSpace(string(text)))
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	b := make([]byte, 32)
	rand.Read(b)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return Key("", dir) // another process made it first
	}
	if err != nil {
		return nil, err
	}
	_, err = f.WriteString(hex.EncodeToString(b) + "\n")
	return b, errors.Join(err, f.Close())
}

func decodeKey(text string) ([]byte, error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != 32 {
		return nil, problem.New(problem.Invalid, "key.malformed", nil)
	}
	return b, nil
}
