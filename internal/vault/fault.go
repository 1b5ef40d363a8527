package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"avbrottsparm/internal/text"

	"github.com/mattn/go-sqlite3"
)

// storeFault turns an error of the file system or of SQLite into one that a person can act on.
// What has no sentence of its own keeps its operation for the log.
func storeFault(op string, err error) error {
	var known *text.Fault
	var lite sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &lite):
		if code := liteCode(lite); code != "" {
			return text.Because(fmt.Errorf("vault: %s: %w", op, err), code)
		}
	case errors.Is(err, syscall.ENOSPC), diskFull(err):
		return text.Because(fmt.Errorf("vault: %s: %w", op, bare(err)), "vault.full")
	case errors.Is(err, syscall.EROFS):
		return text.Because(fmt.Errorf("vault: %s: %w", op, bare(err)), "vault.read_only")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
		return text.Because(fmt.Errorf("vault: %s: %w", op, bare(err)), "vault.not_writable")
	case errors.Is(err, syscall.EIO):
		return text.Because(fmt.Errorf("vault: %s: %w", op, bare(err)), "vault.disk")
	}
	return fmt.Errorf("vault: %s: %w", op, bare(err))
}

// bare takes the path out of an error: folders of a home carry people's names.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	}
	return err
}

func liteCode(err sqlite3.Error) string {
	switch err.Code {
	case sqlite3.ErrFull:
		return "vault.full"
	case sqlite3.ErrReadonly:
		return "vault.read_only"
	case sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return "vault.not_writable"
	case sqlite3.ErrNotADB:
		return "vault.not_a_vault"
	case sqlite3.ErrCorrupt, sqlite3.ErrFormat:
		return "vault.damaged"
	case sqlite3.ErrError:
		// The statements are fixed, so one that does not fit means a file that lost its tables.
		return "vault.damaged"
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return "vault.busy"
	case sqlite3.ErrIoErr:
		if errors.Is(err.SystemErrno, syscall.ENOSPC) {
			return "vault.full"
		}
		return "vault.disk"
	default:
		return ""
	}
}

// also is the first error with what cleaning up added to it; a lone error stays itself.
func also(err, cleanup error) error {
	switch {
	case cleanup == nil:
		return err
	case err == nil:
		return cleanup
	}
	return errors.Join(err, cleanup)
}
