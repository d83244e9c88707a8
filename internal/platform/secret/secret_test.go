package secret

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOnlyTheRightPasswordIsTaken(t *testing.T) {
	hash, err := HashPassword("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "correct horse batterY": false, "": false} {
		if VerifyPassword(hash, password) != want {
			t.Errorf("%q: want %v", password, want)
		}
	}
	if VerifyPassword("", "") || VerifyPassword("$argon2id$v=19$m=1,t=1,p=1$$", "") {
		t.Error("a hash that is none took a password")
	}
	if _, err := HashPassword("short"); err == nil {
		t.Error("a short password was hashed")
	}
}

func TestTheKeyIsMadeOnceAndReadByNobodyElse(t *testing.T) {
	dir := t.TempDir()
	a, err := Key("", dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Key("", dir)
	if err != nil || string(a) != string(b) {
		t.Errorf("a second reading gave another key: %v", err)
	}
	info, err := os.Stat(filepath.Join(dir, "key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if _, err := Key("abc", ""); err == nil {
		t.Error("a malformed key was taken")
	}
}
