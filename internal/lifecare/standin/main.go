// Program standin is Lifecare's stand-in to try the binder on by hand:
//
//	go run ./internal/lifecare/standin -persons 300
//
// It prints the address, the domain and the key to put into the settings, makes the troubles that
// its flags name, and ends with Ctrl+C.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"avbrottsparm/internal/lifecare/standin/server"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	listen := flag.String("listen", "127.0.0.1:4010", "address to listen at")
	persons := flag.Int("persons", 60, "number of persons, 600 at most")
	slow := flag.Duration("slow", 0, "time to think before each answer")
	broken := flag.Int("break", 0, "break the line in the middle of so many answers, after the third")
	status := flag.Int("status", 0, "answer everything with this status")
	garbled := flag.Int("garble", 0, "let so many of a hundred deliveries meet with a mishap")
	flag.Parse()
	s, err := server.New(server.Params{Persons: *persons})
	if err != nil {
		return err
	}
	if *slow > 0 || *status > 0 {
		s.Upset(server.Upset{Slow: *slow, Status: *status})
	}
	if *garbled > 0 {
		s.Garble(uint64(time.Now().UnixNano()), *garbled, *slow)
	}
	if *broken > 0 {
		s.Upset(server.Upset{Break: true, After: 3, Times: *broken})
	}
	fmt.Printf("address http://%s\ndomain  %s\nkey     %s\n", *listen, s.Domain, s.Key)
	web := &http.Server{Addr: *listen, Handler: s, ReadHeaderTimeout: 10 * time.Second}
	return web.ListenAndServe()
}
