package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Item is one mail found in what the user pointed at, or something that may be none: Parse tells.
type Item struct {
	Path  string // of the file, below what was opened
	Index int    // of the message in an mbox, from 1; 0 where the file is the message
	Size  int64  // bytes of the message as stored
	Flags string // a Maildir's: S seen, R replied, F flagged, T trashed, D draft, P passed; lower case: keywords
	data  []byte // nil when larger than MaxSize
}

// Reader returns the message's bytes, of a larger one than MaxSize as much as Parse needs to refuse it.
func (i Item) Reader() io.Reader {
	if i.Size > MaxSize {
		return io.LimitReader(zeros{}, i.Size)
	}
	return bytes.NewReader(i.data)
}

// Parse reads the item's message.
func (i Item) Parse() (Message, error) {
	if i.Size > MaxSize {
		return Message{}, ErrTooLarge
	}
	return parse(i.data)
}

// zeros stands for bytes that were not kept.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// ErrNotFile says that there is something at a path that holds no bytes to read: a device, a pipe, a link elsewhere.
var ErrNotFile = errors.New("not a regular file")

// Open walks a file, an mbox, a Maildir or a tree of all these, in the order of their names, and yields every message.
// Files that are no mail are yielded too, so that the caller can say why they are not taken; a file that cannot be read
// comes with its error, and the walk goes on. Only a Maildir's tmp is left out: what is there is not yet delivered.
// Nothing outside the tree is opened, whatever links in it say. One message at a time is in memory.
func Open(name string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		// What the user names may be a link; what is below it may not lead out.
		target, err := filepath.EvalSymlinks(name)
		if err != nil {
			yield(Item{Path: name}, err)
			return
		}
		info, err := os.Stat(target)
		if err != nil {
			yield(Item{Path: name}, err)
			return
		}
		dir := target
		if !info.IsDir() {
			dir = filepath.Dir(target)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			yield(Item{Path: name}, err)
			return
		}
		defer root.Close()
		w := &walker{root: root, folder: filepath.Base(dir), yield: yield}
		if !info.IsDir() {
			w.file(filepath.Base(target))
			return
		}
		w.tree()
	}
}

// walker yields what it finds below root.
type walker struct {
	root   *os.Root
	folder string // the root's own name
	yield  func(Item, error) bool
}

// tree walks everything below the root.
func (w *walker) tree() {
	files := w.root.FS()
	fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if !w.yield(Item{Path: name}, err) {
				return fs.SkipAll
			}
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if path.Base(name) == "tmp" && isMaildir(files, path.Dir(name)) {
				return fs.SkipDir
			}
			return nil
		case !w.file(name):
			return fs.SkipAll
		}
		return nil
	})
}

// isMaildir says whether a directory is one.
func isMaildir(files fs.FS, dir string) bool {
	for _, name := range []string{"cur", "new"} {
		if info, err := fs.Stat(files, path.Join(dir, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// file yields what is in one file, and whether to go on.
func (w *walker) file(name string) bool {
	info, err := w.root.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s: %w", name, ErrNotFile)
	}
	if err != nil {
		return w.yield(Item{Path: name}, err)
	}
	f, err := w.root.Open(name)
	if err != nil {
		return w.yield(Item{Path: name}, err)
	}
	defer f.Close()
	in := bufio.NewReaderSize(f, 64<<10)
	inMaildir := inMaildir(path.Join(w.folder, name))
	if head, _ := in.Peek(4 << 10); !inMaildir && beginsMbox(head) {
		return w.mbox(name, in)
	}
	item := Item{Path: name, Size: info.Size()}
	if inMaildir {
		item.Flags = maildirFlags(name)
	}
	if item.Size <= MaxSize {
		// The file may have grown since.
		item.data, err = io.ReadAll(io.LimitReader(in, MaxSize+1))
		item.Size = int64(len(item.data))
	}
	return w.yield(item, err)
}

// inMaildir says whether a file is one that a Maildir delivers.
func inMaildir(name string) bool {
	dir := path.Base(path.Dir(name))
	return dir == "cur" || dir == "new"
}

// maildirFlags reads the flags in a file's name: "unique:2,FS", with ";" or "!" where the file system has no colon.
func maildirFlags(name string) string {
	for _, info := range []string{":2,", ";2,", "!2,"} {
		if i := strings.LastIndex(name, info); i >= 0 {
			return oneLine(name[i+len(info):])
		}
	}
	return ""
}
