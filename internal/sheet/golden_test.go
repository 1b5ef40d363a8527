package sheet_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/sheet/sheettest"
	"avbrottsparm/internal/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// written is the content of a sheet as text, block by block.
func written(sh sheet.Sheet) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s | %s | %s", sh.Kind, sh.Chapter, sh.Title)
	if sh.Subtitle != "" {
		line("%s", sh.Subtitle)
	}
	line("name %q number %q landscape %v", sh.Name, sh.PersonalID, sh.Landscape)
	if len(sh.Whose) > 0 {
		line("whose: %s", strings.Join(sh.Whose, " | "))
	}
	if !sh.DataAsOf.IsZero() {
		line("as of %s", sh.DataAsOf.UTC().Format("2006-01-02 15:04"))
	}
	for _, block := range sh.Blocks {
		switch bl := block.(type) {
		case sheet.Heading:
			line("\n# %s", bl.Text)
		case sheet.Text:
			line("%s", bl.Text)
		case sheet.Fields:
			for _, f := range bl.Rows {
				line("%s: %s", f.Label, cell(f.Value))
			}
		case sheet.Notice:
			line("!! %s", bl.Title)
			for _, l := range bl.Lines {
				line("!! %s", l)
			}
		case sheet.Table:
			titles := make([]string, len(bl.Columns))
			for i, c := range bl.Columns {
				titles[i] = c.Title
			}
			line("|| %s", strings.Join(titles, " || "))
			for _, r := range bl.Rows {
				cells := make([]string, len(r.Cells))
				for i := range cells {
					cells[i] = cell(r.Cells[i])
				}
				for i := range min(r.Struck, len(cells)) {
					cells[i] = "~" + cells[i] + "~"
				}
				line("| %s%s", strings.Join(cells, " | "), marks(r.Marks))
				if r.Code != "" {
					line("  code %s", r.Code)
				}
			}
		case sheet.Grid:
			for _, c := range bl.Columns {
				line("grid: %s", c.Title)
			}
			for _, d := range bl.Days {
				fmt.Fprintf(&b, "%s%s ", d.Weekday, d.Number)
			}
			line("\n%d rows", len(bl.Rows))
			for i, label := range bl.Rows {
				if label == "" {
					continue
				}
				var more []string
				if i < len(bl.Cells) {
					more = bl.Cells[i]
				}
				closed := ""
				if i < len(bl.Closed) && len(bl.Closed[i]) > 0 {
					closed = fmt.Sprint(" closed ", bl.Closed[i])
				}
				line("| %s%s", cell(strings.Join(append([]string{label}, more...), " | ")), closed)
			}
		case sheet.Break:
			line("\n--- new page")
		case sheet.Boxes:
			line("boxes %s: [ ] %s", bl.Label, strings.Join(bl.Texts, " [ ] "))
		case sheet.Blanks:
			line("blanks, %d lines: %s", bl.Lines, strings.Join(bl.Labels, " | "))
		case sheet.Steps:
			for i, step := range bl.Texts {
				line("%d. %s", i+1, cell(step))
			}
		case sheet.Lines:
			line("%d lines: %s", bl.Count, bl.Label)
		case sheet.Code:
			line("code %s: %s", bl.Content, strings.Trim(bl.Lead+" / "+cell(bl.Caption), " /"))
		default:
			line("%T", bl)
		}
	}
	return b.String()
}

func cell(s string) string { return strings.ReplaceAll(s, "\n", " / ") }

func marks(m []string) string {
	if len(m) == 0 {
		return ""
	}
	return " [" + strings.Join(m, "] [") + "]"
}

func route(t *testing.T, u *sheettest.Unit, name string) care.RouteDay {
	t.Helper()
	for _, r := range u.Replica.RoutesOn(sheettest.Tomorrow()) {
		if r.Route == name {
			return r
		}
	}
	t.Fatalf("no route %s", name)
	return care.RouteDay{}
}

func TestSheetsHoldWhatTheyShould(t *testing.T) {
	u := sheettest.New()
	s := u.Setting()
	english := s
	english.Words = text.For(text.English)
	days := []time.Time{sheettest.Tomorrow(), care.NextDay(sheettest.Now, 2)}
	rich, protected, bare := u.Dossier(sheettest.Rich), u.Dossier(sheettest.Protected), u.Dossier(sheettest.Bare)
	for name, sh := range map[string]sheet.Sheet{
		"card":             sheet.PersonCard(s, rich),
		"card_english":     sheet.PersonCard(english, rich),
		"card_protected":   sheet.PersonCard(s, protected),
		"card_bare":        sheet.PersonCard(s, bare),
		"plan":             sheet.Plan(s, rich),
		"plan_protected":   sheet.Plan(s, protected),
		"plan_none":        sheet.Plan(s, bare),
		"route":            sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route(t, u, "Slinga 1"), sheettest.Imported),
		"route_protected":  sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route(t, u, "Slinga 6"), sheettest.Imported),
		"route_night":      sheet.ScheduleByRoute(s, sheettest.Tomorrow(), route(t, u, "Natt"), sheettest.Imported),
		"route_empty":      sheet.ScheduleByRoute(s, sheettest.Tomorrow(), care.RouteDay{Route: "Slinga 9"}, sheettest.Imported),
		"visits":           sheet.ScheduleByPerson(s, rich, days),
		"visits_protected": sheet.ScheduleByPerson(s, protected, days),
		"visits_none":      sheet.ScheduleByPerson(s, bare, nil),
		"signing":          sheet.Signing(s, rich, sheettest.Now),
		"signing_blank":    sheet.Signing(s, nil, sheettest.Now),
		"signing_english":  sheet.Signing(english, rich, sheettest.Now),
		"route_english":    sheet.ScheduleByRoute(english, sheettest.Tomorrow(), route(t, u, "Natt"), sheettest.Imported),
		"plan_english":     sheet.Plan(english, rich),
		"visits_english":   sheet.ScheduleByPerson(english, rich, days),
		"card_long":        sheet.PersonCard(s, u.Dossier(sheettest.Long)),
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, sh)
		})
	}
}

// golden compares a sheet with the text that somebody looked at.
func golden(t *testing.T, name string, sh sheet.Sheet) {
	t.Helper()
	got := written(sh)
	if strings.Contains(got, "[[") || strings.Contains(got, "{") {
		t.Errorf("a sentence is missing or has an open place:\n%s", got)
	}
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s; look, and run with -update if it is right:\n%s", path, got)
	}
}
