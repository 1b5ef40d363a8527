package printer

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

// cups is a print system of the test's own, on a socket in a folder of its own: whoever runs the
// tests needs no rights for it, and nothing of the computer's is touched.
type cups struct {
	t   *testing.T
	dir string
}

// The queues of the print system.
const (
	queueUsual   = "Kontoret" // raw: bytes go through as they are
	queueWhole   = "Expeditionen"
	queuePaused  = "Pausad"
	queueBroken  = "Trasig"     // fails, and is stopped by that
	queueRetries = "Envis"      // fails, and is tried again later
	queueSilent  = "Avstangd"   // nothing answers
	queueSlow    = "Langsam"    // prints for longer than anybody watches
	queueRefuses = "Tar_inget"  // takes no jobs
	queueMissing = "Finns_inte" // isn't there
)

// backend stores what it is given; how it behaves stands in the address of the queue.
const backend = `#!/bin/sh
[ $# -eq 0 ] && exit 0
case "$DEVICE_URI" in
*fails) exit 4 ;;
*fails-once) exit 1 ;;
*silent) echo "STATE: +connecting-to-device-report" >&2; sleep 60; exit 1 ;;
*slow) sleep 8 ;;
esac
out=%s/stored/$1
if [ $# -gt 5 ]; then cat "$6" >"$out.part"; else cat >"$out.part"; fi
{ echo "title=$3"; echo "copies=$4"; echo "options=$5"; } >"$out.args"
mv "$out.part" "$out.pdf"
`

// ppd describes a printer with two sides and three trays that takes PDF as it is.
const ppd = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*cupsVersion: 2.4
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
*OpenUI *InputSlot/Media Source: PickOne
*DefaultInputSlot: Auto
*InputSlot Auto/Any: ""
*InputSlot Tray1/Tray 1: ""
*InputSlot Tray2/Tray 2: ""
*CloseUI: *InputSlot
`

// longestRoot is how long the name of the folder of temporary files may be: the system takes no
// socket whose name has more than 107 signs.
const longestRoot = 80

// administrators is a program that stands where a user's path may not lead.
func administrators(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	return filepath.Join("/usr/sbin", name)
}

// printSystem starts cupsd and ends it with the test.
func printSystem(t *testing.T) *cups {
	t.Helper()
	root := os.TempDir()
	if len(root) > longestRoot {
		root = "/tmp"
	}
	dir, err := os.MkdirTemp(root, "cups")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	c := &cups{t, dir}
	c.furnish()
	// Everything that programs of the print system look at is the test's own.
	t.Setenv("HOME", filepath.Join(dir, "home"))
	t.Setenv("CUPS_SERVER", filepath.Join(dir, "s"))
	t.Setenv("CUPS_SERVERROOT", filepath.Join(dir, "etc"))
	for _, name := range []string{"LPDEST", "PRINTER"} {
		t.Setenv(name, "") // so that it comes back after the test
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	daemon := exec.Command(filepath.Join(dir, "cupsd"), "-f", "-c", filepath.Join(dir, "etc/cupsd.conf"), "-s", filepath.Join(dir, "etc/cups-files.conf"))
	daemon.Stdout, daemon.Stderr, daemon.WaitDelay = &said, &said, time.Second
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := daemon.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		var exit *exec.ExitError
		if err := daemon.Wait(); err != nil && !errors.As(err, &exit) {
			t.Error(err)
		}
	})
	for range 100 {
		if strings.Contains(ask(t.Context(), "lpstat", "-r"), "is running") {
			return c
		}
		time.Sleep(100 * time.Millisecond)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log/error"))
	t.Fatalf("cupsd does not run: %s%s (%v)", said.String(), log, err)
	return nil
}

func (c *cups) write(name string, mode os.FileMode, lines ...string) {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), mode); err != nil {
		c.t.Fatal(err)
	}
}

// copyOf copies the first of some programs that is there.
func (c *cups) copyOf(name string, places ...string) {
	c.t.Helper()
	for _, place := range places {
		program, err := os.ReadFile(place)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(c.dir, name), program, 0o755)
		}
		if err != nil {
			c.t.Fatal(err)
		}
		return
	}
	c.t.Fatalf("there is no %s: the tests need the packages cups-daemon and cups-client", name)
}

// furnish lays out the folder of the print system.
func (c *cups) furnish() {
	c.t.Helper()
	for _, folder := range []string{"etc/ppd", "bin/daemon", "run", "spool/tmp", "cache", "log", "stored", "home", "bin/filter", "bin/notifier"} {
		if err := os.MkdirAll(filepath.Join(c.dir, folder), 0o755); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := os.Chmod(c.dir, 0o755); err != nil {
		c.t.Fatal(err)
	}
	// Copies of its programs, as a system with AppArmor lets those in their usual places read and run
	// nothing in a temporary folder.
	c.copyOf("cupsd", administrators("cupsd"))
	c.copyOf("bin/daemon/cups-exec", "/usr/lib/cups/daemon/cups-exec", "/usr/libexec/cups/daemon/cups-exec", "/usr/lib64/cups/daemon/cups-exec")
	c.write("bin/backend/store", 0o700, fmt.Sprintf(backend, c.dir))
	c.write("etc/ppd/"+queueWhole+".ppd", 0o644, ppd)
	in := func(name string) string { return filepath.Join(c.dir, name) }
	c.write("etc/cups-files.conf", 0o644, "ServerRoot "+in("etc"), "StateDir "+in("run"), "RequestRoot "+in("spool"), "TempDir "+in("spool/tmp"),
		"CacheDir "+in("cache"), "ServerBin "+in("bin"), "AccessLog "+in("log/access"), "ErrorLog "+in("log/error"), "PageLog "+in("log/page"),
		"Printcap "+in("run/printcap"), "ServerKeychain "+in("etc"))
	c.write("etc/cupsd.conf", 0o644, "LogLevel info", "Listen "+in("s"), "Browsing No", "WebInterface No", "IdleExitTimeout 0", "DefaultAuthType None",
		"<Location />", "Order allow,deny", "Allow all", "</Location>",
		"<Policy default>", "JobPrivateAccess all", "JobPrivateValues none", "SubscriptionPrivateAccess all", "SubscriptionPrivateValues none",
		"<Limit All>", "AuthType None", "Order deny,allow", "Allow all", "</Limit>", "</Policy>")
	var queues []string
	queue := func(begin, name, does string, more ...string) {
		queues = append(append(append(queues, "<"+begin+" "+name+">", "DeviceURI store:/"+does), more...), "</"+begin+">")
	}
	queue("Printer", queueWhole, "stores", "State Idle", "Accepting Yes")
	queue("DefaultPrinter", queueUsual, "stores", "State Idle", "Accepting Yes")
	queue("Printer", queuePaused, "stores", "State Stopped", "StateMessage Paused", "Accepting Yes")
	queue("Printer", queueRefuses, "stores", "State Idle", "Accepting No")
	queue("Printer", queueBroken, "fails", "State Idle", "Accepting Yes", "ErrorPolicy stop-printer")
	queue("Printer", queueRetries, "fails-once", "State Idle", "Accepting Yes", "ErrorPolicy retry-job")
	queue("Printer", queueSilent, "silent", "State Idle", "Accepting Yes", "ErrorPolicy retry-job")
	queue("Printer", queueSlow, "slow", "State Idle", "Accepting Yes")
	c.write("etc/printers.conf", 0o600, queues...)
}

// stored is what came out of the n-th job, waiting for it, and how it was asked for.
func (c *cups) stored(n int) (pdf []byte, args string) {
	c.t.Helper()
	path := filepath.Join(c.dir, "stored", fmt.Sprint(n))
	for range 150 {
		if pdf, err := os.ReadFile(path + ".pdf"); err == nil {
			args, err := os.ReadFile(path + ".args")
			if err != nil {
				c.t.Fatal(err)
			}
			return pdf, string(args)
		}
		time.Sleep(100 * time.Millisecond)
	}
	c.t.Fatalf("job %d never came out", n)
	return nil, ""
}

// out is how many jobs came out.
func (c *cups) out() int {
	c.t.Helper()
	found, err := filepath.Glob(filepath.Join(c.dir, "stored/*.pdf"))
	if err != nil {
		c.t.Fatal(err)
	}
	return len(found)
}

// pages are bytes of a PDF of about the size of a binder.
func pages(seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 5))
	raw := append([]byte("%PDF-1.7\n"), make([]byte, 300<<10)...)
	for i := 9; i < len(raw); i++ {
		raw[i] = byte(random.Uint32())
	}
	return append(raw, "\n%%EOF\n"...)
}

func TestAPrinterGetsTheSameBytesAndTheWayTheyWereAskedFor(t *testing.T) {
	c := printSystem(t)
	for i, one := range []struct {
		how  sheet.Sending
		want []string
	}{
		{sheet.Sending{}, []string{"title=Avbrottsparm\n", "copies=1\n", "media=A4", "sides=one-sided"}},
		{sheet.Sending{Printer: queueUsual, Copies: 3, Duplex: true, Tray: "Tray2"}, []string{"copies=3\n", "sides=two-sided-long-edge", "InputSlot=Tray2"}},
		{sheet.Sending{Printer: queueWhole, Duplex: true, Tray: "Tray1"}, []string{"copies=1\n", "sides=two-sided-long-edge", "InputSlot=Tray1"}},
	} {
		sent := pages(uint64(i))
		if err := New().Send(t.Context(), sent, one.how); err != nil {
			t.Fatalf("%+v: %v", one.how, err)
		}
		got, args := c.stored(i + 1)
		if !bytes.Equal(got, sent) {
			t.Errorf("%+v: %d bytes came out, %d were sent, or others", one.how, len(got), len(sent))
		}
		for _, want := range one.want {
			if !strings.Contains(args, want) {
				t.Errorf("%+v: printed with %q, want %q", one.how, args, want)
			}
		}
	}
}

func TestThePrintersOfTheComputerAreListed(t *testing.T) {
	printSystem(t)
	list, err := New().Available(t.Context())
	if err != nil || len(list) != 8 {
		t.Fatalf("%d printers, %v", len(list), err)
	}
	if first := list[0]; first.Name != queueUsual || !first.Usual || first.Duplex || len(first.Trays) != 0 {
		t.Errorf("the usual printer is %+v", first)
	}
	for _, p := range list[1:] {
		if p.Usual {
			t.Errorf("%s is the usual one, too", p.Name)
		}
		if whole := p.Name == queueWhole; p.Duplex != whole || whole && strings.Join(p.Trays, " ") != "Tray1 Tray2" {
			t.Errorf("%+v", p)
		}
	}
}

// What can't be printed now must not come out later: it would come out twice when it is sent again.
func TestAPrinterThatIsOutSaysSoAndKeepsNothing(t *testing.T) {
	c := printSystem(t)
	want := map[string]string{queuePaused: "printer.stopped", queueRefuses: "printer.stopped", queueBroken: "printer.stopped", queueRetries: "printer.stopped",
		queueSilent: "printer.stopped", queueMissing: "printer.not_sent", queueSlow: ""}
	var all sync.WaitGroup
	for queue, code := range want {
		all.Go(func() {
			err := New().Send(t.Context(), pages(1), sheet.Sending{Printer: queue})
			switch {
			case code == "" && err != nil:
				t.Errorf("%s: %v", queue, err)
			case code != "" && !text.IsFault(err, code):
				t.Errorf("%s: %v, want %s", queue, err, code)
			}
		})
	}
	all.Wait()
	for line := range strings.Lines(ask(t.Context(), "lpstat", "-W", "not-completed", "-o")) {
		if !strings.HasPrefix(line, queueSlow) {
			t.Errorf("still in a queue: %s", line)
		}
	}
	for range 150 { // the slow printer was left to print
		if c.out() > 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if n := c.out(); n != 1 {
		t.Errorf("%d jobs came out, want the one of the slow printer", n)
	}
}

// A printer that was filled up again takes the same pages once.
func TestAPrinterThatIsBackPrintsOnce(t *testing.T) {
	c := printSystem(t)
	sent := pages(7)
	if err := New().Send(t.Context(), sent, sheet.Sending{Printer: queuePaused}); !text.IsFault(err, "printer.stopped") {
		t.Fatalf("paused: %v", err)
	}
	if out, err := lpProgram(t.Context(), administrators("cupsenable"), queuePaused).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := New().Send(t.Context(), sent, sheet.Sending{Printer: queuePaused}); err != nil {
		t.Fatal(err)
	}
	if got, _ := c.stored(1); !bytes.Equal(got, sent) || c.out() != 1 {
		t.Errorf("%d jobs came out, %d bytes", c.out(), len(got))
	}
}
