package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Processes returns the ids of its processes, the first one's first; none where
// it does not run.
func (c *Cluster) Processes() (all []int) {
	said, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(string(said), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return nil
	}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return nil
	}
	all = []int{pid}
	for _, text := range strings.Fields(string(children)) {
		if child, err := strconv.Atoi(text); err == nil {
			all = append(all, child)
		}
	}
	return all
}

// runs tells whether a process runs; one that ended and was not cleared away does not.
func runs(pid int) bool {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(said), ") ")
	return !strings.HasPrefix(state, "Z") && !strings.HasPrefix(state, "X")
}

// Version returns what version New makes: "PostgreSQL 15.18".
func Version() (string, error) {
	path, err := find("postgres")
	if err != nil {
		return "", err
	}
	out, err := exec.Command(path, "--version").Output()
	words := strings.Fields(string(out)) // postgres (PostgreSQL) 15.18 …
	if err != nil || len(words) < 3 {
		return "", fmt.Errorf("%s: %w", path, errors.Join(err, errors.New(string(out))))
	}
	return strings.Trim(words[1], "()") + " " + words[2], nil
}

// run runs one of PostgreSQL's programs as the unprivileged user.
func (c *Cluster) run(program string, args ...string) error {
	path, err := find(program)
	if err != nil {
		return err
	}
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.SysProcAttr = c.Dir, &syscall.SysProcAttr{Credential: c.user}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, out)
	}
	return nil
}

// find looks for a program of PostgreSQL: beside the server that the PATH names,
// else where Debian puts them. A program of that name on the PATH may be another
// version's, or a wrapper that looks for one.
func find(name string) (string, error) {
	var places []string
	if server, err := exec.LookPath("postgres"); err == nil {
		if server, err = filepath.EvalSymlinks(server); err == nil {
			places = append(places, filepath.Join(filepath.Dir(server), name))
		}
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	slices.Reverse(debian)
	for _, path := range append(places, debian...) {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", errors.New(name + " not found: install PostgreSQL (apt-get install postgresql)")
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
