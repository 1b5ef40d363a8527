package house_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The rooms of the house. What stands under internal/ and in no list here is an adapter.
var (
	domain  = []string{"internal/care", "internal/entry", "internal/access", "internal/ledger", "internal/sheet", "internal/outage", "internal/readiness", "internal/retention", "internal/custody", "internal/form"}
	words   = "internal/text"
	desk    = "internal/desk"
	widgets = []string{"app/control", "app/look", "app/task"}

	// windows may open a real window: the program, and the tests that look at it.
	windows = []string{"app", "app/windowtest"}
	// wirers put adapters, embedded files and use cases together.
	wirers = []string{"app", "app/parm", "app/wiring", "app/windowtest"}
	// withoutWindow stand under app/ and still build without Fyne.
	withoutWindow = []string{"app/parm", "app/wiring"}
	// sqlUsers may speak to a database. internal/search joins when it needs an index of its own.
	sqlUsers = []string{"internal/vault"}
)

// room is what a folder is in the house.
func room(dir string) string {
	switch {
	case slices.Contains(wirers, dir):
		return "wiring"
	case dir == words:
		return "text"
	case dir == desk:
		return "desk"
	case underAny(dir, domain...):
		return "domain"
	case underAny(dir, widgets...):
		return "widgets"
	case dir == "app/page":
		return "contract"
	case under(dir, "app/page"):
		return "page"
	case under(dir, "app/shell"):
		return "shell"
	case under(dir, "data"), under(dir, "assets"):
		return "embedded"
	case dir == "internal/house":
		return "house"
	case under(dir, "internal"):
		return "adapter"
	}
	return ""
}

// mayImport says for each room which rooms it may import; third-party modules are "others".
// The standard library is open to all.
var mayImport = map[string][]string{
	"text":     {},
	"domain":   {"domain", "text"},
	"desk":     {"domain", "text"},
	"adapter":  {"domain", "text", "others"},
	"embedded": {"domain", "others"},
	"widgets":  {"widgets", "text", "embedded", "others"},
	"contract": {"widgets", "text", "domain", "desk", "others"}, // what screens and window agree on
	"page":     {"contract", "widgets", "text", "domain", "desk", "others"},
	"shell":    {"contract", "widgets", "page", "text", "domain", "desk", "embedded", "others"},
	"wiring":   {"contract", "widgets", "page", "shell", "text", "domain", "desk", "adapter", "embedded", "others"},
	"house":    {"text", "others"},
}

// ours is the folder of a package of this module.
func ours(imported string) (string, bool) {
	return strings.CutPrefix(imported, module+"/")
}

// standard tells whether an import path belongs to the standard library.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return first != module && !strings.Contains(first, ".")
}

// forbidden says why a folder may not import a path; empty when it may.
func forbidden(dir, imported string) string {
	from := room(dir)
	if imported == "database/sql" && !slices.Contains(sqlUsers, dir) {
		return "only the vault speaks to a database"
	}
	if standard(imported) {
		return ""
	}
	folder, mine := ours(imported)
	if !mine {
		if !slices.Contains(mayImport[from], "others") {
			return "a " + from + " package uses the standard library and the domain only"
		}
		return ""
	}
	to := room(folder)
	switch {
	case folder == dir:
		return ""
	case forTests(folder):
		return "it is there for tests only"
	case under(folder, "data") && from != "wiring":
		return "embedded data is handed in by the wiring"
	case to == "adapter" && from == "adapter" && !under(folder, dir):
		return "one adapter never imports another"
	case to == "page" && from == "page" && !under(folder, dir):
		return "one page never imports another"
	case to == from:
		return ""
	case !slices.Contains(mayImport[from], to):
		return "a " + from + " package never imports a " + to + " package"
	}
	return ""
}

func TestImportsPointOneWay(t *testing.T) {
	for _, s := range sources(t) {
		if room(s.dir) == "" {
			t.Errorf("%s: the folder has no place in the house", s.path)
			continue
		}
		if s.test {
			continue
		}
		for _, imported := range s.imports {
			if why := forbidden(s.dir, imported); why != "" {
				t.Errorf("%s imports %s: %s", s.path, imported, why)
			}
		}
	}
}

// The rule itself is tried on imports that nobody has written, so that it can't go blind.
func TestTheImportRuleSeesWhatIsForbidden(t *testing.T) {
	for _, c := range []struct {
		dir, imported string
		allowed       bool
	}{
		{"internal/care", "time", true},
		{"internal/care", "avbrottsparm/internal/text", true},
		{"internal/care", "golang.org/x/text/unicode/norm", false},
		{"internal/care", "avbrottsparm/internal/desk", false},
		{"internal/text", "avbrottsparm/internal/care", false},
		{"internal/desk", "avbrottsparm/internal/sheet", true},
		{"internal/desk", "avbrottsparm/internal/vault", false},
		{"internal/desk", "github.com/gofrs/flock", false},
		{"internal/vault", "database/sql", true},
		{"internal/search", "database/sql", false},
		{"internal/vault", "avbrottsparm/internal/ledger", true},
		{"internal/vault", "avbrottsparm/internal/paper", false},
		{"internal/intake/table", "avbrottsparm/internal/intake/lifecare", false},
		{"internal/paper", "avbrottsparm/internal/desk", false},
		{"internal/paper", "avbrottsparm/data", false},
		{"app/page/person", "avbrottsparm/internal/desk", true},
		{"app/page/person", "avbrottsparm/app/control", true},
		{"app/page/person", "avbrottsparm/app/page", true},
		{"app/page/person", "avbrottsparm/app/page/people", false},
		{"app/page/person", "avbrottsparm/app/shell", false},
		{"app/page/person", "avbrottsparm/internal/vault", false},
		{"app/page/person", "avbrottsparm/data", false},
		{"app/control", "avbrottsparm/internal/care", false},
		{"app/task", "avbrottsparm/app/page/start", false},
		{"app/parm", "avbrottsparm/internal/vault", true},
		{"app/parm", "avbrottsparm/data", true},
		{"internal/paper", "avbrottsparm/internal/sheet/sheettest", false},
		{"app", "avbrottsparm/app/shell", true},
	} {
		if why := forbidden(c.dir, c.imported); (why == "") != c.allowed {
			t.Errorf("%s -> %s: allowed should be %v, got %q", c.dir, c.imported, c.allowed, why)
		}
	}
}

func TestFyneStaysUnderApp(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports {
			if !strings.HasPrefix(imported, "fyne.io/") {
				continue
			}
			if !under(s.dir, "app") || underAny(s.dir, withoutWindow...) {
				t.Errorf("%s imports %s: Fyne stays with the window", s.path, imported)
			}
			if imported == "fyne.io/fyne/v2/app" && !slices.Contains(windows, s.dir) {
				t.Errorf("%s imports %s: only the program itself opens real windows", s.path, imported)
			}
		}
	}
}

// dependencies is what a package needs to be built, its own import path left out.
func dependencies(t *testing.T, folder string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}}", module+"/"+folder).Output()
	if err != nil {
		t.Fatalf("go list -deps %s: %v", folder, err)
	}
	return strings.Fields(string(out))
}

// What a package pulls in by way of others counts as much as what it imports itself.
func TestNothingIsPulledInBehindTheRules(t *testing.T) {
	folders := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test {
			folders[s.dir] = true
		}
	}
	for folder := range folders {
		from := room(folder)
		if from != "domain" && from != "text" && from != "desk" && from != "adapter" && !slices.Contains(withoutWindow, folder) {
			continue
		}
		for _, needed := range dependencies(t, folder) {
			_, mine := ours(needed)
			switch {
			case strings.HasPrefix(needed, "fyne.io/") || strings.HasPrefix(needed, "github.com/go-gl/"):
				t.Errorf("%s is built with %s: it must build without Fyne, X11 and OpenGL", folder, needed)
			case from != "adapter" && from != "wiring" && !mine && !inToolchain(needed):
				t.Errorf("%s is built with %s: the domain and the use cases need the standard library only", folder, needed)
			}
		}
	}
}

// inToolchain tells whether a package comes with Go, the copies that it vendors included.
func inToolchain(needed string) bool {
	return standard(needed) || strings.HasPrefix(needed, "vendor/")
}
