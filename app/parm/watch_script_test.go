package main

import (
	"encoding/json"

	"github.com/rogpeppe/go-internal/testscript"
)

// ids puts the id of each file of the tray, as last printed, into a variable.
func ids(ts *testscript.TestScript, _ bool, args []string) {
	need(ts, len(args) > 0 && len(args)%2 == 0, "ids FILE VARIABLE...")
	var files []trayShape
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &files))
	for i := 0; i < len(args); i += 2 {
		id := ""
		for _, f := range files {
			if f.File == args[i] {
				id = f.ID
			}
		}
		need(ts, id != "", "a file that is in the tray: "+args[i])
		ts.Setenv(args[i+1], id)
	}
}
