package cli

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// storedInFile tells how large each table of an SQLite file is, by walking its
// trees as the file format lays them down (sqlite.org/fileformat2.html): the
// driver is built without dbstat. What no tree reaches, pages that overflow
// and free ones, is the table "(other)".
func storedInFile(path string) (list []Stored, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")) {
		return nil, errors.Join(err, errors.New(path+" is no SQLite file"))
	}
	t := trees{file: f, page: int64(binary.BigEndian.Uint16(head[16:]))}
	if t.page == 1 {
		t.page = 65536
	}
	tables, left := map[string]*Stored{}, info.Size()
	err = inDatabase(context.Background(), "sqlite3", "file:"+path+"?mode=ro", func(db *sql.DB) error {
		rows, err := db.Query(`SELECT type, tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var kind, table string
			var root uint32
			if err := rows.Scan(&kind, &table, &root); err != nil {
				return err
			}
			pages, err := t.count(root)
			if err != nil {
				return err
			}
			x := tables[table]
			if x == nil {
				x = &Stored{Table: table}
				tables[table] = x
			}
			x.Bytes += pages * t.page
			left -= pages * t.page
			if kind == "index" {
				x.Indexes += pages * t.page
			}
		}
		return rows.Err()
	})
	for _, x := range tables {
		list = append(list, *x)
	}
	return append(list, Stored{Table: "(other)", Bytes: left}), err
}

// trees counts the pages of SQLite's trees.
type trees struct {
	file *os.File
	page int64
}

// Kinds of page.
const (
	indexInterior = 2
	tableInterior = 5
	indexLeaf     = 10
	tableLeaf     = 13
)

func (t trees) count(number uint32) (pages int64, err error) {
	page := make([]byte, t.page)
	if _, err := t.file.ReadAt(page, int64(number-1)*t.page); err != nil {
		return 0, err
	}
	head := page
	if number == 1 {
		head = page[100:] // after the file's own
	}
	switch head[0] {
	case indexLeaf, tableLeaf:
		return 1, nil
	case indexInterior, tableInterior:
	default:
		return 0, errors.New("a page of an unknown kind")
	}
	children := []uint32{binary.BigEndian.Uint32(head[8:])}
	for i := range int(binary.BigEndian.Uint16(head[3:])) {
		cell := binary.BigEndian.Uint16(head[12+2*i:])
		children = append(children, binary.BigEndian.Uint32(page[cell:]))
	}
	pages = 1
	for _, c := range children {
		n, err := t.count(c)
		if err != nil {
			return pages, err
		}
		pages += n
	}
	return pages, nil
}
