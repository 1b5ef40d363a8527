package vault

import (
	"context"
	"os"
	"path/filepath"
)

// readDamaged reads the key tables of the damaged file: as it is, without its write-ahead log,
// and with a header made anew. v is nil when none of it gives any.
func (r *recovery) readDamaged(ctx context.Context) (rows keyRows, whole bool, v *Vault) {
	for _, mend := range []func(path string) error{
		func(string) error { return nil },
		func(path string) error { return os.Rename(path+"-wal", path+"-aside") },
		mendHeader,
	} {
		folder, err := inPrivate(func(folder string) error {
			return copyWhole(filepath.Join(folder, FileName), filepath.Join(r.damaged.path, FileName))
		})
		if err != nil {
			return rows, false, nil
		}
		v := newVaultIn(r.dir, r.env)
		v.private, v.file = folder, filepath.Join(folder.path, FileName)
		err = mend(v.file)
		if err == nil {
			err = v.openTables(ctx)
		}
		if err == nil {
			if rows, whole, err = v.readKeyRows(ctx); err == nil && len(rows.tables["slot"]) > 0 {
				return rows, whole, v
			}
		}
		if v.abandon() != nil {
			return rows, false, nil
		}
	}
	return rows, false, nil
}

// openTables opens a file however much is wrong with it.
func (v *Vault) openTables(ctx context.Context) (err error) {
	if v.db, err = openDatabase(v.file); err != nil {
		return err
	}
	if v.writer, err = v.db.Conn(ctx); err != nil {
		return storeFault("open", err)
	}
	return v.readClear(ctx)
}

// mendHeader makes the first 100 bytes of a database anew (sqlite.org/fileformat2.html#the_database_header).
func mendHeader(path string) (err error) {
	f, err := openPages(path, usualPage)
	if err != nil {
		return err
	}
	size, count := f.size, f.count
	if err := f.close(); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(freshHeader(size, count), 0)
	return also(err, file.Close())
}
