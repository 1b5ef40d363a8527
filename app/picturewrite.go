package main

import (
	"time"

	"avbrottsparm/app/page"
)

// writeShots are the pictures of what is written: the kinds to choose from, and the form of each.
func (s *studio) writeShots() []shot {
	shots := []shot{s.at("write-choose", page.Write, func() page.Place { return page.Place{Page: page.Write, PersonID: s.covered()} })}
	shots = append(shots, shot{"", func(s *studio) {
		var forms []shot
		for _, k := range s.window.Session().WriteKinds() {
			forms = append(forms, s.at("write-"+string(k.Kind), page.Write, func() page.Place {
				return page.Place{Page: page.Write, Kind: k.Kind, PersonID: s.person}
			}))
		}
		s.shots = append(s.shots[:1:1], append(forms, s.shots[1:]...)...)
	}, func(s *studio) bool { return time.Since(s.since) > beat }})
	return shots
}
