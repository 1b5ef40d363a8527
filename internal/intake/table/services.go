package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"avbrottsparm/internal/care"
)

var doubleWords = regexp.MustCompile(`(?i)\(?\s*dubbel\s*-?\s*(?:bemanning|bemannad|bem|besök)?\.?\s*[:(]?\s*(\d)\s*(?:/|av)\s*(\d)\s*\)?|\(?\s*dubbel\s*-?\s*(?:bemanning|bemannad|bem|besök)\.?\s*\)?`)

// services reads what is to be done, and whether it takes two.
func (r *run) services(v *care.Visit) {
	to := r.tasks.of(r.joined(r.lay.client["services"], "\n"), readTasks)
	v.Double, v.Service = to.double, slices.Clone(to.services)
	switch value := strings.TrimSuffix(r.value("double"), ".0"); {
	case saysNo(value):
	case saysYes(value) && value != "1":
		if v.Double == "" {
			v.Double = "?/2"
		}
	default:
		v.Double = value
	}
	if n := atoi(strings.TrimSuffix(r.value("crew"), ".0")); n > 1 && n < 10 && v.Double == "" {
		v.Double = fmt.Sprintf("?/%d", n)
	}
	medical := r.value("medical")
	v.Medical = !saysNo(medical) || to.medical || v.Name != "" && medicWords.MatchString(v.Name)
	if !saysNo(medical) && !saysYes(medical) {
		v.Text = strings.TrimSpace(v.Text + "\n" + medical)
	}
}

// tasks are what a cell says that is to be done.
type tasks struct {
	services []string
	double   string // "1/2", "?/2"; empty where one is enough
	medical  bool
}

func readTasks(cell string) tasks {
	var t tasks
	if m := doubleWords.FindStringSubmatch(cell); m != nil {
		t.double = "?/2"
		if m[1] != "" {
			t.double = m[1] + "/" + m[2]
		}
		cell = doubleWords.ReplaceAllString(cell, ", ")
	}
	t.services, t.medical = splitServices(cell), medicWords.MatchString(cell)
	return t
}

// splitServices cuts at commas, semicolons, slashes, plus signs and line breaks, but not inside
// numbers: "0,5 tim" and "1/2 tablett" stay whole.
func splitServices(cell string) []string {
	runes := []rune(cell)
	var services []string
	start := 0
	take := func(end int) {
		if part := strings.Trim(string(runes[start:end]), " .-–•*"); part != "" {
			services = append(services, part)
		}
	}
	for i, sign := range runes {
		between := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if sign == '\n' || sign == ';' || strings.ContainsRune(",/+|", sign) && !between {
			take(i)
			start = i + 1
		}
	}
	take(len(runes))
	return services
}
