package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/vault"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parm": main})
}

// secrets are what must not be told of the demo's two persons with protected identity: streets,
// phones, door codes, keys and relatives.
var secrets = []string{"Fyrvaktarvägen 14", "Norra Vallgången 13", "0980-31 92 59", "070-174 06 52", "0980-31 92 19", "070-174 06 54",
	"9064", "N102", "Gunnar Nyrönning", "Utterdal"}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			pass := filepath.Join(env.WorkDir, "pass.txt")
			env.Setenv("AVBROTTSPARM_PASSPHRASE_FILE", pass)
			env.Setenv("TODAY", time.Now().In(care.Stockholm).Format(time.DateOnly))
			env.Setenv("TONIGHT", time.Now().Add(8*time.Hour).Format(time.RFC3339))
			env.Setenv("EARLIER", time.Now().Add(-3*time.Hour).Format(time.RFC3339))
			env.Setenv("EARLIER10", time.Now().Add(-170*time.Minute).Format(time.RFC3339))
			env.Setenv("TOMORROW", time.Now().Add(20*time.Hour).Format(time.RFC3339))
			env.Setenv("SECRETS", strings.Join(secrets, "|"))
			return os.WriteFile(pass, []byte("en ganska lång fras\r\nandra raden hör inte dit\n"), 0o600)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "pick": pick, "save": save, "workbook": workbook, "sparse": sparse, "bomb": bomb,
			"hold": hold, "nowhere": nowhere, "paper": paper, "stamped": stamped, "scratch": scratch, "letter": letter, "scan": scan, "picture": picture, "ids": ids, "fields": fields,
			"lifecare": standIn(),
		},
	})
}

func need(ts *testscript.TestScript, ok bool, usage string) {
	if !ok {
		ts.Fatalf("usage: %s", usage)
	}
}

// exits runs a command that must end with the given code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) > 1, "exits CODE command...")
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if want, err := strconv.Atoi(args[0]); err != nil || code != want {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// pick puts the first value of a field of the JSON last printed into a variable.
func pick(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 2, "pick VARIABLE field")
	found := regexp.MustCompile(`"` + args[1] + `": "([^"]*)"`).FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("no field %s in the answer", args[1])
	}
	ts.Setenv(args[0], found[1])
}

// fields makes the fields of the entry last printed as JSON into lines, in their order, but for those
// that are named. They become stdout.
func fields(ts *testscript.TestScript, _ bool, args []string) {
	var shown struct{ Fields []targetShape }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &shown))
	for _, f := range shown.Fields {
		if !slices.Contains(args, f.Name) {
			_, err := fmt.Fprintf(ts.Stdout(), "%s: %s\n", f.Name, f.Value)
			ts.Check(err)
		}
	}
}

// save writes a line to a file.
func save(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 2, "save FILE text")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(args[1]+"\n"), 0o600))
}

// workbook makes an xlsx file of a table with semicolons.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 2, "workbook FROM.csv TO.xlsx")
	r := csv.NewReader(strings.NewReader(ts.ReadFile(args[0])))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	ts.Check(err)
	book := excelize.NewFile()
	for i, row := range rows {
		ts.Check(book.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row))
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[1])))
	ts.Check(book.Close())
}

// sparse makes a file of so many megabytes that takes no room.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 2, "sparse FILE MEGABYTES")
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), nil, 0o600))
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(size)<<20))
}

// bomb makes a small workbook that unpacks to a gigabyte.
func bomb(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1, "bomb FILE.xlsx")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	write := func(name, content string, padding int) {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = io.WriteString(w, content)
		ts.Check(err)
		spaces := bytes.Repeat([]byte(" "), 1<<20)
		for range padding {
			_, err = w.Write(spaces)
			ts.Check(err)
		}
	}
	write("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>`, 0)
	write("xl/workbook.xml", `<?xml version="1.0"?><workbook></workbook>`, 0)
	write("xl/worksheets/sheet1.xml", `<?xml version="1.0"?><worksheet>`, 1<<10)
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o600))
}

// hold opens the binder in this process until the script ends, as a window does.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1, "hold DIR")
	first, _, _ := strings.Cut(ts.ReadFile("pass.txt"), "\r\n")
	v, err := vault.Unlock(context.Background(), ts.MkAbs(args[0]), "", first)
	ts.Check(err)
	ts.Defer(func() { ts.Check(v.Close()) })
}

// nowhere searches every file under the folders for words, in the encodings in which a program
// may leave them.
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, len(args) > 1, "nowhere DIR[,DIR...] word...")
	found := 0
	for _, dir := range strings.Split(args[0], ",") {
		ts.Check(filepath.WalkDir(ts.MkAbs(dir), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, word := range args[1:] {
				for _, form := range encodings(word) {
					if bytes.Contains(raw, form) {
						found++
						ts.Logf("%s holds %q", path, word)
					}
				}
			}
			return nil
		}))
	}
	if (found > 0) != neg {
		ts.Fatalf("found %d times", found)
	}
}

func encodings(word string) [][]byte {
	forms := [][]byte{[]byte(word)}
	if latin, err := charmap.Windows1252.NewEncoder().String(word); err == nil {
		forms = append(forms, []byte(latin))
	}
	var wide []byte
	for _, unit := range utf16.Encode([]rune(word)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	return append(forms, wide)
}

// paper reads a PDF's text: what a person would see on the sheets. The text becomes stdout.
func paper(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1 || len(args) == 2, "paper FILE.pdf [PASSPHRASE]")
	read := []string{"-layout", "-enc", "UTF-8"}
	if len(args) == 2 {
		read = append(read, "-upw", args[1])
	}
	ts.Check(ts.Exec("pdftotext", append(read, args[0], "-")...))
}

// stamped makes files eight hours old, as exports of that morning are.
func stamped(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) > 0, "stamped FILE...")
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		at := info.ModTime().Add(-8 * time.Hour)
		ts.Check(os.Chtimes(ts.MkAbs(name), at, at))
	}
}

// scratch overwrites bytes of a binder as a disk that gives up does: half of every second page, or
// half of the last page of one table.
func scratch(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) == 1 || len(args) == 2, "scratch FILE [TABLE]")
	file := ts.MkAbs(args[0])
	ask := func(sql string) int {
		said, err := exec.Command("sqlite3", file, sql).Output()
		ts.Check(err)
		n, err := strconv.Atoi(strings.TrimSpace(string(said)))
		ts.Check(err)
		return n
	}
	size := ask("PRAGMA page_size")
	pages := []int{}
	if len(args) == 2 {
		pages = append(pages, ask("SELECT max(pageno) FROM dbstat WHERE name = '"+args[1]+"' AND pagetype = 'leaf'"))
	} else {
		for n := ask("PRAGMA page_count"); n > 1; n -= 2 {
			pages = append(pages, n)
		}
	}
	raw, err := os.ReadFile(file)
	ts.Check(err)
	for _, n := range pages {
		copy(raw[(n-1)*size:], bytes.Repeat([]byte{0xa5}, size/2))
	}
	ts.Check(os.WriteFile(file, raw, 0o600))
}
