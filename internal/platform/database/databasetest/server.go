package databasetest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// server is a PostgreSQL of this test binary.
type server struct {
	dir   string
	cmd   *exec.Cmd
	alive *os.File // the pipe by which the guardian knows that this process lives
}

// url names a database by the server's socket: no port to collide on.
func (s *server) url(database string) string {
	return fmt.Sprintf("postgres:///%s?host=%s&user=postgres&sslmode=disable", database, s.dir)
}

// start makes a cluster in a temporary directory and starts it. A guardian
// shell stops it and removes the directory when this process ends, however it ends.
func start() (*server, error) {
	initdb, err := find("initdb")
	if err != nil {
		return nil, err
	}
	postgres, err := find("postgres")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "regard-pg")
	if err != nil {
		return nil, err
	}
	credential, err := unprivileged(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	make := exec.Command(initdb, "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata="+data)
	make.Dir, make.SysProcAttr = dir, &syscall.SysProcAttr{Credential: credential}
	if out, err := make.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	// The guardian reads a pipe that closes when this process ends.
	cmd := exec.Command("/bin/sh", "-c", `"$0" "$@" >"`+dir+`/log" 2>&1 3<&- & pid=$!; read _ <&3; kill -QUIT $pid; wait $pid; rm -rf "`+dir+`"`,
		postgres, "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off",
		"-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB")
	cmd.Dir, cmd.SysProcAttr = dir, &syscall.SysProcAttr{Credential: credential, Setpgid: true}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.ExtraFiles = []*os.File{r} // descriptor 3
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	r.Close()
	s := &server{dir: dir, cmd: cmd, alive: w}
	deadline := time.Now().Add(30 * time.Second)
	for {
		err := s.run("SELECT 1")
		if err == nil {
			return s, nil
		}
		if time.Now().After(deadline) {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			return nil, fmt.Errorf("PostgreSQL did not start: %w\n%s", err, log)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// find looks for a program of PostgreSQL on the PATH and where Debian puts it.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return filepath.EvalSymlinks(path)
	}
	places, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(places) == 0 {
		return "", errors.New(name + " not found: install PostgreSQL (apt-get install postgresql), or run with -short")
	}
	return places[len(places)-1], nil
}

// unprivileged gives dir to the user nobody when we are root, as whom
// PostgreSQL refuses to run.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}
