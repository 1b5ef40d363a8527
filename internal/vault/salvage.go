package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"os"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// keyTables hold who may open the vault; they are few rows and are taken from one file as a whole.
var keyTables = []string{"identity", "slot", "area", "area_key"}

// keyRows are the key tables of a file, and the vault's id and salt.
type keyRows struct {
	meta   map[string][]byte
	tables map[string][][]any
}

// readKeyRows reads the key tables of an open file. whole tells whether SQLite finds nothing wrong
// with them.
func (v *Vault) readKeyRows(ctx context.Context) (k keyRows, whole bool, err error) {
	k = keyRows{meta: map[string][]byte{metaVault: bytes.Clone(v.id[:]), metaSalt: v.salt}}
	whole = true
	for _, table := range append([]string{"meta"}, keyTables...) {
		var found string
		err := v.writer.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA integrity_check(%s)`, table)).Scan(&found)
		whole = whole && err == nil && found == "ok"
	}
	tables, err := readKeyTables(ctx, v.writer)
	k.tables = tables.tables
	return k, whole, err
}

func readKeyTables(ctx context.Context, conn *sql.Conn) (k keyRows, err error) {
	k.tables = map[string][][]any{}
	for _, table := range keyTables {
		if k.tables[table], err = readTable(ctx, conn, table); err != nil {
			return k, err
		}
	}
	return k, nil
}

func readTable(ctx context.Context, conn *sql.Conn, table string) (all [][]any, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT * FROM `+table)
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, storeFault("read keys", err)
	}
	for rows.Next() {
		row := make([]any, len(names))
		places := make([]any, len(names))
		for i := range row {
			places[i] = &row[i]
		}
		if err := rows.Scan(places...); err != nil {
			return nil, storeFault("read keys", err)
		}
		all = append(all, row)
	}
	return all, storeFault("read keys", rows.Err())
}

// linked tells whether every slot and wrapped key speaks of an identity and an area that are there.
func (k keyRows) linked() bool {
	there := map[string]bool{}
	for _, row := range k.tables["identity"] {
		there[string(bytesOf(row[0]))] = true
	}
	areas := map[areaGeneration]bool{}
	for _, row := range k.tables["area"] {
		areas[areaGeneration{numberOf(row[0]).area(), uint32(numberOf(row[1]))}] = true
	}
	for _, row := range k.tables["slot"] {
		if !there[string(bytesOf(row[2]))] {
			return false
		}
	}
	for _, row := range k.tables["area_key"] {
		if !there[string(bytesOf(row[2]))] || !areas[areaGeneration{numberOf(row[0]).area(), uint32(numberOf(row[1]))}] {
			return false
		}
	}
	return true
}

// marked tells whether every row is linked and bears its mark. Who can't check the marks, having
// lost the settings, takes the rows as they are.
func (k keyRows) marked(m marks) bool {
	if !k.linked() || m.now == nil {
		return k.linked()
	}
	for _, row := range k.tables["identity"] {
		id, kind, public, mark := bytesOf(row[0]), numberOf(row[1]), bytesOf(row[2]), bytesOf(row[3])
		if len(id) != len(identityID{}) || !marked(mark, m.identity(identityID(id), byte(kind), public)) {
			return false
		}
	}
	for _, row := range k.tables["area_key"] {
		a := areaRow{area: numberOf(row[0]).area(), generation: uint32(numberOf(row[1])), wrapped: bytesOf(row[3])}
		if !marked(bytesOf(row[4]), a.keyMarkOf(m.of(a.area, a.generation), identityID(bytesOf(row[2])))) {
			return false
		}
	}
	return true
}

func bytesOf(value any) []byte {
	b, _ := value.([]byte) // what has another type fits nothing
	return b
}

// layKeys makes a new file that has these keys and nothing else.
func layKeys(ctx context.Context, path string, k keyRows) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return storeFault("create", err)
	}
	db, err := openDatabase(path)
	if err != nil {
		return err
	}
	defer func() { err = also(err, storeFault("create", db.Close())) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return storeFault("create", err)
	}
	defer func() { err = also(err, storeFault("create", conn.Close())) }()
	begin := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN IMMEDIATE; %s", applicationID, schemaVersion, schema)
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return storeFault("create", err)
	}
	for name, value := range k.meta {
		if _, err := conn.ExecContext(ctx, `INSERT INTO meta (name, value) VALUES (?, ?)`, name, value); err != nil {
			return storeFault("create", err)
		}
	}
	for _, table := range keyTables {
		for _, row := range k.tables[table] {
			marks := bytes.TrimSuffix(bytes.Repeat([]byte("?,"), len(row)), []byte(","))
			if _, err := conn.ExecContext(ctx, fmt.Sprintf(`INSERT OR IGNORE INTO %s VALUES (%s)`, table, marks), row...); err != nil {
				return storeFault("create", err)
			}
		}
	}
	_, err = conn.ExecContext(ctx, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
	return storeFault("create", err)
}

// salvage puts every row that can still be read from a damaged file into this vault, which holds
// nothing yet but keys. What SQLite would see comes first; older images of pages only give what
// does not open otherwise.
func (v *Vault) salvage(ctx context.Context, f *pageFile) error {
	if _, err := v.writer.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return storeFault("salvage", err)
	}
	err := f.current(func(columns []any) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return v.keepRow(context.WithoutCancel(ctx), columns)
	})
	if err == nil {
		err = f.hidden(func(columns []any) error { return v.betterRow(ctx, columns) })
	}
	if err != nil {
		return also(err, v.rollback(context.WithoutCancel(ctx)))
	}
	_, err = v.writer.ExecContext(context.WithoutCancel(ctx), "COMMIT")
	return storeFault("salvage", err)
}

// keepRow stores a row by its shape; what has the shape of no table is passed over.
func (v *Vault) keepRow(ctx context.Context, columns []any) error {
	if raw, ok := recordRow(columns); ok {
		return v.salvageRecord(ctx, raw)
	}
	switch shape(columns) {
	case "ttiibb":
		return v.attempt(ctx, `INSERT INTO item (kind, id, area, version, key, body) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (kind, id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body
			WHERE excluded.version > item.version`, columns...)
	case "tiibb":
		return v.attempt(ctx, `INSERT INTO draft (id, area, version, key, body) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET area = excluded.area, version = excluded.version, key = excluded.key, body = excluded.body
			WHERE excluded.version > draft.version`, columns...)
	case "-ib":
		return v.attempt(ctx, `INSERT INTO head (id, version, body) VALUES (1, ?, ?) ON CONFLICT (id) DO NOTHING`, columns[1:]...)
	}
	return nil
}

func (v *Vault) attempt(ctx context.Context, query string, values ...any) error {
	_, err := v.writer.ExecContext(ctx, query, values...)
	err = storeFault("salvage", err)
	if text.IsFault(err, "vault.full") || text.IsFault(err, "vault.disk") {
		return err
	}
	return nil // a row that no table takes is damage like any other
}

func shape(columns []any) string {
	kinds := make([]byte, len(columns))
	for i, value := range columns {
		switch value.(type) {
		case nil:
			kinds[i] = '-'
		case int64:
			kinds[i] = 'i'
		case string:
			kinds[i] = 't'
		case []byte:
			kinds[i] = 'b'
		}
	}
	return string(kinds)
}

// recordRow is a row of the ledger whose header can be read. The header says where it stands: its
// body opens for that header only.
func recordRow(columns []any) (rawRecord, bool) {
	kinds := shape(columns)
	if kinds != "bibibbb" && kinds != "bibib--" {
		return rawRecord{}, false
	}
	header := columns[4].([]byte)
	h, err := ledger.DecodeHeader(header)
	if err != nil {
		return rawRecord{}, false
	}
	raw := rawRecord{id: h.ID[:], stream: h.Stream, device: h.Device[:], seq: h.Seq, header: header}
	raw.key, _ = columns[5].([]byte)
	raw.body, _ = columns[6].([]byte)
	return raw, true
}

func (v *Vault) salvageRecord(ctx context.Context, raw rawRecord) error {
	return v.attempt(ctx, `INSERT INTO record (id, stream, device, seq, header, key, body) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, raw.id, int64(raw.stream), raw.device, int64(raw.seq), raw.header, nullable(raw.key), nullable(raw.body))
}

// betterRow stores a record of an older page image when it opens and what is there does not.
func (v *Vault) betterRow(ctx context.Context, columns []any) error {
	raw, ok := recordRow(columns)
	if !ok || raw.body == nil || !v.opens(raw) {
		return ctx.Err()
	}
	bare := context.WithoutCancel(ctx)
	var has rawRecord
	err := v.writer.QueryRowContext(bare, `SELECT header, key, body FROM record WHERE stream = ? AND device = ? AND seq = ?`,
		int64(raw.stream), raw.device, int64(raw.seq)).Scan(&has.header, &has.key, &has.body)
	if err == nil && (has.body == nil || v.opens(has)) {
		return ctx.Err()
	}
	if err := v.attempt(bare, `DELETE FROM record WHERE (stream = ? AND device = ? AND seq = ?) OR id = ?`, int64(raw.stream), raw.device, int64(raw.seq), raw.id); err != nil {
		return err
	}
	return also(v.salvageRecord(bare, raw), ctx.Err())
}

// opens tells whether a record's body opens for its header.
func (v *Vault) opens(raw rawRecord) bool {
	h, err := ledger.DecodeHeader(raw.header)
	if err != nil || raw.key == nil || raw.body == nil {
		return false
	}
	body := bytes.Clone(raw.body)
	plain, withheld, err := v.ring.openBody(h.Area, raw.key, body, v.id.recordAD(sha256.Sum256(raw.header)))
	return err == nil && !withheld && len(plain) >= saltSize
}
