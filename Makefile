# Avbrottspärm: one command per habit. `make help` lists them.
#
# Written for Debian and Ubuntu, as root or with sudo. What is missing is installed; what is there
# is left alone, so everything runs again without a network once it has run with one.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory

export HOME := $(or $(HOME),$(shell getent passwd "$$(id -u)" | cut -d: -f6))

# The first Go that is new enough. Debian's own may come first on the path and is too old.
GO_NEEDED := 1.26
ifndef GO
GO := $(shell for go in "$$(command -v go)" /usr/local/go/bin/go "$(HOME)/sdk/go$(GO_NEEDED)/bin/go" /usr/lib/go-$(GO_NEEDED)/bin/go; do \
	[ -x "$$go" ] || continue; \
	has=$$(cd / && GOTOOLCHAIN=local "$$go" env GOVERSION 2>/dev/null) || has=; \
	[ "$$(printf '%s\n' go$(GO_NEEDED) "$${has:-go0}" | sort -V | head -n 1)" = go$(GO_NEEDED) ] || continue; \
	echo "$$go"; break; \
	done)
endif
export PATH := $(if $(GO),$(dir $(GO)):)$(PATH)
export GOTOOLCHAIN := local
# Paths are trimmed everywhere and not only in the programs, or everything would be compiled twice.
export GOFLAGS := -mod=readonly -buildvcs=false -trimpath
export CGO_ENABLED := 1

VERSION := $(or $(shell git describe --tags --always --dirty 2>/dev/null),dev)
BUILD := $(GO) build -ldflags "-X main.version=$(VERSION)"
FUZZTIME ?= 10m
FUZZ ?= .
BENCH ?= ^TestRatio
SOAK_RUN ?= ^TestProof

# The same locale everywhere that something is measured or compared.
test test-all soak lint bench fuzz screenshots: export LANG := C.UTF-8
test test-all soak lint bench fuzz screenshots: export LC_ALL := C.UTF-8

# Debian packages. The console program needs a C compiler only; the window needs the headers of
# X11, Wayland and OpenGL; the tests need a screen without a screen and programs that read PDFs.
DEB_CONSOLE := ca-certificates gcc libc6-dev
DEB_WINDOW := $(DEB_CONSOLE) pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev libwayland-dev libgl1-mesa-dri
DEB_TEST := $(DEB_WINDOW) xvfb xauth xdotool imagemagick poppler-utils qpdf sqlite3 strace fonts-dejavu-core cups-daemon cups-client
DEB_BENCH := $(DEB_TEST) keepassxc groff libreoffice-writer-nogui fonts-liberation

# install PACKAGES: those that are missing, and nothing at all when none is.
define install
missing=()
if command -v dpkg-query >/dev/null; then
	for deb in $(1); do
		[ "$$(dpkg-query -W -f='$${db:Status-Status}' $$deb 2>/dev/null)" = installed ] || missing+=($$deb)
	done
else
	echo "Not a Debian or Ubuntu system; make sure that you have what these packages hold: $(1)"
fi
if [ $${#missing[@]} -gt 0 ]; then
	admin=()
	if [ "$$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "Packages are missing, and this is neither root nor is there sudo. Ask an administrator to run:"
			echo "  apt-get install $${missing[*]}"
			exit 1
		fi
		admin=(sudo)
	fi
	echo "Installing $${missing[*]}"
	fetch() {
		"$${admin[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$$@" </dev/null >"$$aptlog" 2>&1
	}
	aptlog=$$(mktemp)
	trap 'rm -f "$$aptlog"' EXIT
	if ! fetch install -y --no-install-recommends "$${missing[@]}"; then
		# Package lists are missing or old: fetch them and try once more.
		fetch update || true
		if ! fetch install -y --no-install-recommends "$${missing[@]}"; then
			cat "$$aptlog"
			echo "Could not install: $${missing[*]}"
			exit 1
		fi
	fi
fi
endef

# screen: an X server without a screen for the rest of the recipe, on a number that is free.
define screen
screen_dir=$$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$$screen_dir/number" >"$$screen_dir/log" 2>&1 &
screen_pid=$$!
trap 'kill $$screen_pid 2>/dev/null || true; rm -rf "$$screen_dir"' EXIT
for _ in {1..100}; do
	[ -s "$$screen_dir/number" ] && break
	sleep 0.1
done
if ! [ -s "$$screen_dir/number" ]; then
	cat "$$screen_dir/log"
	echo "Xvfb did not start."
	exit 1
fi
export DISPLAY=:$$(cat "$$screen_dir/number") LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY
endef

.PHONY: help build window parm run tour test test-all soak lint bench fuzz screenshots sheets clean \
	go packages-console packages-window packages-test packages-bench modules modules-console

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

build: window parm ## dist/avbrottsparm (window) and dist/parm (console)

window: go packages-window modules
	@$(BUILD) -o dist/avbrottsparm ./app

parm: go packages-console modules-console ## dist/parm alone: needs a C compiler, no headers of X11 or OpenGL
	@$(BUILD) -o dist/parm ./app/parm

run: ## install, build, and open the window on the demo unit (without a display: make tour)
	@if [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then
		echo "Här finns ingen skärm att visa fönstret på, så samma rundtur visas i terminalen i stället."
		exec $(MAKE) tour
	fi
	$(MAKE) window
	exec dist/avbrottsparm --demo

tour: parm ## the demo unit on the console: import, find, print to exports/, write, queue, verify
	@private=$$(mktemp -d)
	trap 'rm -rf "$$private"' EXIT
	passphrase="påhittad lösenfras för rundturen"
	(umask 077; printf '%s\n' "$$passphrase" >"$$private/passphrase")
	today=$$(date +%F) yesterday=$$(date -d yesterday +%F)
	parm() { dist/parm "$$1" --vault "$$private/vault" --passphrase-file "$$private/passphrase" "$${@:2}"; }
	step() { printf '\n$$ parm %s\n' "$${*//$$private\//}"; parm "$$@"; }
	echo "Användare: demo. Lösenfras: $$passphrase"
	step demo --date "$$today"
	dist/parm tour-files "$$private/files" --date "$$today"
	# 3: some rows are wrong, on purpose; they are named and the others come in.
	step import --dry-run "$$private"/files/* || [ $$? -eq 3 ]
	step import "$$private"/files/* || [ $$? -eq 3 ]
	step people --find berg
	person=$$(parm people --find berg --json | grep -o '"id": *"[^"]*"' | sed -n '1s/.*"\([^"]*\)"$$/\1/p')
	step show "$$person"
	route=$$(parm schedule --date "$$today" --json | grep -o '"route": *"[^"]*"' | sed -n '1s/.*"\([^"]*\)"$$/\1/p')
	step schedule --date "$$today" --route "$$route"
	step print binder --date "$$today" -o exports --readable
	step print weekend --date "$$today" -o exports
	step write note --person "$$person" --at "$${yesterday}T22:40" --headline Tillsyn --text "Sov lugnt vid besöket."
	step queue
	step verify
	printf '\nUtskrifterna ligger i exports/:\n'
	ls -1 exports/*.pdf

test: go packages-test modules build ## every test, those with a real window and those that read PDFs included
	@$(screen)
	$(GO) vet ./...
	started=$$SECONDS log=dist/test.log
	# No cached results: the tests also depend on the screen and on programs that Go doesn't track.
	code=0
	$(GO) test -count=1 -timeout 14m ./... 2>&1 | tee "$$log" || code=$$?
	awk -v took=$$((SECONDS - started)) '
		/^ok / { ok++ }
		/^FAIL[ \t]+[^ \t]/ { failed = failed "\n  " $$2 }
		/^\?/ { none++ }
		END { printf "\n%d packages passed, %d without tests, %d s%s\n", ok, none, took, failed ? "\nFAILED:" failed : "" }' "$$log" | tee dist/test-summary.txt
	exit $$code

test-all: test ## make test, and whatever needs servers (nothing does yet)

soak: go packages-test modules parm ## the faults of make test for hours: killed, cut, flipped, filled (SOAK_RUN narrows it)
	@mkdir -p dist
	log=dist/soak.log code=0
	AVBROTTSPARM_SOAK=1 $(GO) test -count=1 -p 1 -v -timeout 6h -run '$(SOAK_RUN)' ./internal/vault ./app/wiring ./app/parm >"$$log" 2>&1 || code=$$?
	awk -F '\t' '
		BEGIN { printf "%-34s %s\n", "fault", "what was done, and what held" }
		/proof\t/ { sub(/.*proof\t/, "proof\t"); printf "%-34s %s\n", $$2, $$3; n++ }
		/^--- FAIL/ { print }
		END { if (!n) { print "nothing was tried"; exit 1 } }' "$$log" || code=1
	exit $$code

lint: go packages-window modules ## gofmt, go vet and staticcheck
	@code=0
	unformatted=$$(gofmt -l .)
	if [ -n "$$unformatted" ]; then
		printf 'gofmt has something to say about:\n%s\n' "$$unformatted"
		code=1
	fi
	$(GO) vet ./... || code=1
	$(GO) vet -tags bench ./... || code=1
	$(GO) tool staticcheck ./... || code=1
	[ $$code -eq 0 ] && echo "lint: nothing to say"
	exit $$code

bench: go packages-bench modules ## what must be fast, as ratios to a plain peer in the same run (BENCH narrows it)
	@$(screen)
	log=dist/bench.log
	mkdir -p dist
	code=0
	# One package at a time, or they would slow one another down.
	grep -rlE --include='*_test.go' '^func TestRatio' . | xargs -r dirname | sort -u |
		xargs -r $(GO) test -tags bench -run '$(BENCH)' -count=1 -p 1 -v -timeout 30m >"$$log" 2>&1 || code=$$?
	[ $$code -eq 0 ] || grep -vE '^(=== |ratio)' "$$log" || true
	awk -F '\t' '
		BEGIN { row = "%-54s %12s %12s %8s %8s  %s\n"; printf row, "name", "us", "peer", "ratio", "goal", "" }
		$$1 == "ratio" {
			ratio = $$5; goal = $$6; gsub(/[^0-9.]/, "", ratio); gsub(/[^0-9.]/, "", goal)
			met = ratio + 0 >= goal + 0
			if (!met) missed++
			printf row, $$2, $$3, $$4, $$5, $$6, met ? "ok" : "miss"
			n++
		}
		END { if (!n) { print "no ratios were measured"; exit 1 } exit missed > 0 }' "$$log" || code=1
	exit $$code

fuzz: go packages-test modules ## every fuzz target for FUZZTIME (10m) each, and a table (FUZZ narrows it by package or name)
	@logs=$$(mktemp -d)
	trap 'rm -rf "$$logs"' EXIT
	mkdir -p dist
	# Found anew each time, so that none is forgotten.
	grep -rHoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' app internal |
		sed -E 's|^(.*)/[^/]+:func (.*)$$|./\1 \2|' | sort | { grep -E '$(FUZZ)' || true; } >"$$logs/targets"
	if ! [ -s "$$logs/targets" ]; then
		echo "No fuzz target is called $(FUZZ)."
		exit 1
	fi
	code=0
	row='%-26s %-32s %12s %8s %8s  %s\n'
	printf "$$row" package target executions new time result >"$$logs/table"
	while read -r package target; do
		echo "fuzzing $$target in $$package"
		started=$$SECONDS result=ok log="$$logs/log"
		# Finding the shortest of an input that is only new can eat the whole time: few tries do.
		$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x -timeout 0 "$$package" </dev/null >"$$log" 2>&1 || {
			result=FAILED code=1
			cat "$$log"
		}
		counted=$$(awk '
			/^fuzz: elapsed:.* execs:/ {
				for (i = 1; i < NF; i++) { if ($$i == "execs:") execs = $$(i+1); if ($$i == "interesting:") fresh = $$(i+1) }
			}
			END { print execs + 0, fresh + 0 }' "$$log")
		printf "$$row" "$${package#./}" "$$target" $$counted "$$((SECONDS - started))s" "$$result" | tee -a "$$logs/table"
	done <"$$logs/targets"
	echo
	tee dist/fuzz.txt <"$$logs/table"
	exit $$code

screenshots: window packages-test ## every screen as PNG in docs/screens, for the user guide
	@$(screen)
	dist/avbrottsparm --screenshots docs/screens

sheets: parm packages-test ## the first page of every sheet as a small PNG in docs/sheets, with an index
	@private=$$(mktemp -d)
	trap 'rm -rf "$$private"' EXIT
	passphrase="påhittad för bilderna" # pdftoppm takes no more than 32 bytes
	(umask 077; printf '%s\n' "$$passphrase" >"$$private/passphrase")
	day=2026-06-18 # a Thursday before Midsummer
	next=2026-06-19
	parm() { dist/parm "$$1" --vault "$$private/vault" --passphrase-file "$$private/passphrase" "$${@:2}" 2>>"$$private/log"; }
	value() { sed -n 's/.*"'"$$1"'": *"\([^"]*\)".*/\1/p'; }
	parm demo --date $$day >>"$$private/log"
	parm print settings --set 'place=Enhetens avbrottspärm:Låst skåp i expeditionen' --set 'place=Hemmapärmar:Överst i köksskåpet' >>"$$private/log"
	person=$$(parm people --find blåhed --json | value id | head -n 1)
	hidden=$$(parm people --json | tr -d '\n' | tr '{' '\n' | grep '"protected": *true' | value id | head -n 1)
	for clock in 01:10 02:30 03:40; do parm write note --person "$$person" --headline Tillsyn --text "Påhittad anteckning." --at $${day}T$$clock >>"$$private/log"; done
	parm reenter "$$(parm queue --json | value id | head -n 1)" --reference 07:15 >>"$$private/log" # so that the report of re-entry tells something
	told() { dist/parm "$$@" --vault "$$private/vault" --passphrase-file "$$private/passphrase" >>"$$private/log" 2>&1; }
	told outage start lifecare --title "Lifecare nere" --touched "Hemtjänst och hemsjukvård" --at $${day}T02:10 --anyway
	told outage tick lifecare/papers lifecare/by_hand
	told outage reported service_desk --case IT-4711 --at $${day}T02:20
	told outage note "Nattens pass skriver för hand." --at $${day}T02:30
	told outage end --at $${day}T05:20
	told outage review --improve "Fler laddade USB-batterier i bilarna." --incidents "Inga."
	printf 'Nycklarna ligger i det låsta skåpet.\n\nSkriv för hand. Lägg bladet i pärmen så att nästa pass ser det.\n' >"$$private/Så gör vi på natten.txt"
	told ready file "$$private/Så gör vi på natten.txt" --kind routine --owner Enhetschefen --review 2027-05-01
	parm print list --json | awk -F '"' '
		$$2 == "what" { what = $$4 }
		$$2 == "group" { group = $$4 }
		$$2 == "title" { printf "%s\t%s\t%s\n", group, what, $$4 }' >"$$private/words"
	declare -A called=([binder]="The binder" [schedule]="Days and routes" [person]="About one person" [health]="Health care" [casework]="Case work"
		[keys]="Keys, cabinets and alarms" [outage]="The outage" [unit]="The unit's own")
	mkdir "$$private/sheets"
	index="$$private/sheets/README.md"
	printf '# Sheets\n\nThe first page of everything that `parm print` makes, on the invented unit. `make sheets` draws them anew.\n' >"$$index"
	last=
	while IFS=$$'\t' read -r group what title; do
		ask=() open=(--readable) date=$$day
		case $$what in
		changed) date=$$next ;;
		readout) ask=(--message "Lifecare svarar inte sedan klockan 02.14. Skriv för hand tills vidare. Nytt besked klockan 05.") ;;
		stock) ask=(--hours 8 --persons 12) ;;
		protected) ask=(--person "$$hidden" --reason "Påhittat skäl" --again) open=(--pdf-passphrase-file "$$private/passphrase") ;;
		person | plan | visits | folder | oncall | medication | health | extract | week | todo | signing | decision | journal | health_journal | sbar) ask=(--person "$$person") ;;
		esac
		parm print $$what "$${ask[@]}" --date $$date -o "$$private/$$what" "$${open[@]}" >>"$$private/log" || { cat "$$private/log"; exit 1; }
		pdftoppm -r 72 -gray -png -singlefile -upw "$$passphrase" "$$private/$$what"/*.pdf "$$private/page"
		convert "$$private/page.png" -colors 16 -depth 4 -strip png8:"$$private/sheets/$$what.png"
		[ "$$group" = "$$last" ] || printf '\n## %s\n' "$${called[$$group]:-$$group}" >>"$$index"
		printf '\n**%s** (`%s`)\n\n![%s](%s.png)\n' "$$title" $$what "$$title" $$what >>"$$index"
		last=$$group
	done <"$$private/words"
	rm -rf docs/sheets # only now that all are drawn
	mv "$$private/sheets" docs/sheets
	chmod 755 docs/sheets
	du -ch docs/sheets/*.png | tail -n 1

clean: ## what the other commands left behind; exports/ keeps its note
	@rm -rf dist coverage.out
	find exports -mindepth 1 ! -name README.md -delete

go:
	@if [ -z "$(GO)" ]; then
		echo "Go $(GO_NEEDED) or newer is needed$$(command -v go >/dev/null && echo "; here is only $$(go env GOVERSION 2>/dev/null || go version)")."
		echo "Get it from https://go.dev/dl/ (unpack to /usr/local/go). Debian's and Ubuntu's own package is too old."
		exit 1
	fi

packages-console:
	@$(call install,$(DEB_CONSOLE))

packages-window:
	@$(call install,$(DEB_WINDOW))

packages-test:
	@$(call install,$(DEB_TEST))

packages-bench:
	@$(call install,$(DEB_BENCH))

# Modules come over the network only when one is missing.
modules: go packages-console
	@if ! GOPROXY=off $(GO) list -deps -test ./... tool >/dev/null 2>&1; then
		echo "Downloading Go modules"
		$(GO) list -deps -test ./... tool >/dev/null
	fi

modules-console: go packages-console
	@if ! GOPROXY=off $(GO) list -deps ./app/parm >/dev/null 2>&1; then
		echo "Downloading Go modules"
		$(GO) list -deps ./app/parm >/dev/null
	fi
