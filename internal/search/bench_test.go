//go:build bench

package search

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What is searched: so many entries of about so many bytes.
const (
	benchEntries = 100_000
	benchBytes   = 300
	benchQueries = 2000
)

// stems and endings make words as common and as rare as those of a language: some thousand, of which few
// make most of the text.
var (
	stems = strings.Fields("sov vak åt drack ville duscha gick satt låg ringde dotter son granne blåmärke sår öga öra arm ben mage oro lugn glad arg trött smärta " +
		"yrsel fall toalett säng stol rullator nyckel dörr lås skåp medicin tablett insulin frukost lunch middag kvällsmat kaffe vatten hjälp besök morgon kväll natt")
	endings = strings.Fields("- a en et ar er orna ade it ligt lös full skap het ning ningen or ens ets arnas erna")
)

func benchTexts(random *rand.Rand) []string {
	zipf := rand.NewZipf(random, 1.1, 4, 40_000)
	words := make([]string, 40_001)
	for i := range words {
		words[i] = stems[i%len(stems)] + strings.TrimPrefix(endings[i/len(stems)%len(endings)], "-")
		if more := i / (len(stems) * len(endings)); more > 0 { // compounds
			words[i] = stems[more%len(stems)] + words[i]
		}
	}
	texts := make([]string, benchEntries)
	for i := range texts {
		var b strings.Builder
		for b.Len() < benchBytes {
			b.WriteString(words[zipf.Uint64()])
			b.WriteByte(' ')
		}
		texts[i] = b.String()
	}
	return texts
}

// benchSearches are what people type: one to three words of some entry, the last one cut.
func benchSearches(random *rand.Rand, texts []string) []string {
	queries := make([]string, benchQueries)
	for i := range queries {
		words := strings.Fields(texts[random.IntN(len(texts))])
		from := random.IntN(len(words) - 3)
		chosen := slices.Clone(words[from : from+1+random.IntN(3)])
		last := []rune(chosen[len(chosen)-1])
		chosen[len(chosen)-1] = string(last[:1+random.IntN(len(last))])
		queries[i] = strings.Join(chosen, " ")
	}
	return queries
}

func percentile99(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)*99/100]
}

func tell(t *testing.T, name string, us, peer time.Duration, goal float64) {
	t.Helper()
	got := float64(peer) / float64(us)
	fmt.Printf("ratio\t%s\t%s\t%s\t%.2f\t%.2f\n", name, us.Round(10*time.Microsecond), peer.Round(10*time.Microsecond), got, goal)
	if got < goal {
		t.Errorf("%s: %.2f, the goal is %.2f", name, got, goal)
	}
}

// TestRatioSearch holds the 99th percentile of searches in the text of 100,000 entries against the 20 ms
// within which an answer seems to be there at once, and against SQLite's full-text index in memory with
// the same texts and queries, ids alone fetched by both.
func TestRatioSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 1))
	texts := benchTexts(random)
	queries := benchSearches(random, texts)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := NewEntries()
	from := time.Now()
	for i, text := range texts {
		x.Add("entry"+strconv.Itoa(i), text)
	}
	x.Find("a") // the first search puts the words in order
	built := time.Since(from)
	runtime.GC()
	runtime.ReadMemStats(&after)
	took := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	fmt.Printf("# %d entries in %s, %d words, %.1f MB of texts, %.1f MB of index, told %.1f MB\n", x.Len(), built.Round(time.Millisecond), len(x.words),
		benchEntries*benchBytes/1e6, float64(took)/1e6, float64(x.Size())/1e6)
	if took > benchEntries*benchBytes || int64(x.Size()) > 2*took || took > 2*int64(x.Size()) {
		t.Errorf("the index takes %d bytes and says %d", took, x.Size())
	}
	var times []time.Duration
	found := make([]int, len(queries))
	for i, q := range queries {
		from := time.Now()
		found[i] = len(x.Find(q))
		times = append(times, time.Since(from))
	}
	ours := percentile99(times)
	tell(t, "search in 100,000 entries, p99, 20 ms", ours, 20*time.Millisecond, 1)
	theirs, counts := peer(t, texts, queries)
	for i := range queries {
		if found[i] != counts[i] {
			t.Fatalf("%q: %d found, the peer finds %d: not the same work", queries[i], found[i], counts[i])
		}
	}
	tell(t, "search in 100,000 entries, p99, SQLite FTS5", ours, percentile99(theirs), 1)
}

// peer is a program of its own, as SQLite's full-text index needs a build tag.
func peer(t *testing.T, texts, queries []string) (times []time.Duration, counts []int) {
	t.Helper()
	dir := t.TempDir()
	for name, lines := range map[string][]string{"texts": texts, "queries": queries} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(dir, "fts")
	if out, err := exec.Command("go", "build", "-tags", "sqlite_fts5", "-o", program, "./testdata/fts").CombinedOutput(); err != nil {
		t.Fatalf("SQLite's full-text index could not be built here, so there is nothing to compare with: %v\n%s", err, out)
	}
	out, err := exec.Command(program, filepath.Join(dir, "texts"), filepath.Join(dir, "queries")).Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var n, nanoseconds int
		if _, err := fmt.Sscan(line, &n, &nanoseconds); err != nil {
			t.Fatal(err)
		}
		counts, times = append(counts, n), append(times, time.Duration(nanoseconds))
	}
	return times, counts
}
