package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	standin "avbrottsparm/internal/lifecare/standin/server"
)

// standIn is the command with which a script has a Lifecare of its own, for each script anew:
//
//	lifecare start PERSONS LARGEST     its address is $LIFECARE, its domain 1 and its key "nyckel"
//	lifecare break LIST AFTER TIMES    the line breaks in the middle of answers
//	lifecare status LIST CODE          answers so instead of with the list
//	lifecare calm                      no more trouble
//	lifecare delete|vanish LIST ID, revoke ID, change LIST ID FIELD VALUE
//	lifecare sign ACTIVITY MINUTES NAME done|not|wrong  as if somebody had entered it, that long ago
//	lifecare asked LIST N              that so many questions came since the last time
func standIn() func(ts *testscript.TestScript, neg bool, args []string) {
	servers := map[*testscript.TestScript]*standin.Server{}
	return func(ts *testscript.TestScript, _ bool, args []string) {
		need(ts, len(args) > 0, "lifecare WORD ...")
		number := func(at int) int {
			need(ts, len(args) > at, "lifecare "+args[0]+" with more numbers")
			n, err := strconv.Atoi(args[at])
			ts.Check(err)
			return n
		}
		if args[0] == "start" {
			servers[ts] = startStandIn(ts, number(1), number(2))
			return
		}
		s := servers[ts]
		need(ts, s != nil, "lifecare start first")
		switch args[0] {
		case "break":
			s.Upset(standin.Upset{Read: args[1], After: number(2), Times: number(3), Break: true})
		case "status":
			s.Upset(standin.Upset{Read: args[1], Status: number(2)})
		case "calm":
			s.Calm()
		case "delete":
			s.Delete(args[1], args[2])
		case "vanish":
			s.Vanish(args[1], args[2])
		case "revoke":
			s.Revoke(args[1])
		case "change":
			s.Change(args[1], args[2], map[string]any{args[3]: args[4]})
		case "sign":
			need(ts, len(args) == 5, "lifecare sign ACTIVITY MINUTES NAME HOW")
			more := map[string]any{}
			if args[4] == "wrong" {
				more["ErrorMarkedBy"] = map[string]any{"UserName": args[3]}
			}
			s.Sign(number(1), time.Now().Add(-time.Duration(number(2))*time.Minute), args[3], args[4] != "not", more)
		case "asked":
			n := 0
			for _, q := range s.Asked() {
				if q.Read == args[1] {
					n++
				}
			}
			if n != number(2) {
				ts.Fatalf("%s was asked for %d times", args[1], n)
			}
			s.Forget()
		default:
			ts.Fatalf("lifecare %s is not known", args[0])
		}
	}
}

// startStandIn serves a stand-in until the script ends; then no question may have been refused.
func startStandIn(ts *testscript.TestScript, persons, largest int) *standin.Server {
	s, err := standin.New(standin.Params{Persons: persons, Largest: largest})
	ts.Check(err)
	address, stop := s.Start()
	ts.Setenv("LIFECARE", address)
	ts.Defer(func() {
		stop()
		if wrong := append(s.Refused(), s.Wrong()...); len(wrong) > 0 {
			ts.Fatalf("it was asked or answered wrongly: %s", strings.Join(wrong, "\n"))
		}
	})
	return s
}
