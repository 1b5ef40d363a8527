package main

import (
	"path/filepath"
	"strings"

	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/sheet"
	"avbrottsparm/internal/text"
)

type paperShape struct {
	ReadableFiles bool          `json:"readable_files"`
	Printer       string        `json:"printer"`
	Tray          string        `json:"tray"`
	Duplex        bool          `json:"duplex"`
	Large         bool          `json:"large"`
	Evening       bool          `json:"evening"`
	EveningAt     string        `json:"evening_at"`
	EveningFolder string        `json:"evening_folder"`
	EveningPaper  bool          `json:"evening_paper"`
	ShredHealth   bool          `json:"shred_health"`
	Places        []sheet.Place `json:"places"`
}

// settings tells how the unit prints, or changes it: --set KEY=VALUE.
func (c *printWord) settings(a *app, s *desk.Session) error {
	now := s.PaperSettings()
	if len(c.Set) > 0 {
		for _, one := range c.Set {
			if err := setPaper(&now, one); err != nil {
				return err
			}
		}
		if err := s.SetPaper(a.ctx, now); err != nil {
			return err
		}
		now = s.PaperSettings()
	}
	if a.json {
		places := now.Places
		if places == nil {
			places = []sheet.Place{}
		}
		a.putJSON(paperShape{!now.NoReadable, now.Sending.Printer, now.Sending.Tray, now.Sending.Duplex, now.Large,
			now.Evening.On, now.Evening.At, now.Evening.Folder, now.Evening.Paper, now.ShredHealth, places})
		return nil
	}
	p := a.page()
	w := a.words
	yes := func(b bool) string {
		if b {
			return w.Say("parm.yes")
		}
		return w.Say("parm.no")
	}
	rows := [][]string{{"readable", w.Say("parm.paper.readable"), yes(!now.NoReadable)}, {"printer", w.Say("parm.paper.printer"), now.Sending.Printer},
		{"tray", w.Say("parm.paper.tray"), now.Sending.Tray}, {"duplex", w.Say("parm.paper.duplex"), yes(now.Sending.Duplex)},
		{"large", w.Say("parm.paper.large"), yes(now.Large)}, {"evening", w.Say("parm.paper.evening"), yes(now.Evening.On)},
		{"evening-at", w.Say("parm.paper.evening_at"), now.Evening.At}, {"evening-folder", w.Say("parm.paper.evening_folder"), now.Evening.Folder},
		{"evening-paper", w.Say("parm.paper.evening_paper"), yes(now.Evening.Paper)},
		{"shred-health", w.Say("custody.set.shred"), yes(now.ShredHealth)}}
	for _, place := range now.Places {
		rows = append(rows, []string{"place", place.What, place.Where})
	}
	p.table(nil, rows)
	return nil
}

// setPaper changes one setting: "evening=yes", "place=Hemmapärmar:Låst skåp". An empty "place="
// empties the list of places.
func setPaper(p *desk.PaperSettings, one string) error {
	key, value, _ := strings.Cut(one, "=")
	value = strings.TrimSpace(value)
	flags := map[string]*bool{"duplex": &p.Sending.Duplex, "large": &p.Large, "evening": &p.Evening.On, "evening-paper": &p.Evening.Paper,
		"shred-health": &p.ShredHealth}
	words := map[string]*string{"printer": &p.Sending.Printer, "tray": &p.Sending.Tray, "evening-at": &p.Evening.At, "evening-folder": &p.Evening.Folder}
	on := value == "yes" || value == "ja"
	off := value == "no" || value == "nej"
	switch {
	case key == "evening-folder" && value != "":
		folder, err := filepath.Abs(value) // the print is made wherever the program was started
		if err != nil {
			return misuse{text.Because(err, "parm.paper_set", "what", key)}
		}
		p.Evening.Folder = folder
	case words[key] != nil:
		*words[key] = value
	case flags[key] != nil && (on || off):
		*flags[key] = on
	case key == "readable" && (on || off):
		p.NoReadable = off
	case key == "place" && value == "":
		p.Places = nil
	case key == "place":
		what, where, whole := strings.Cut(value, ":")
		if !whole {
			return misuse{text.NewFault("parm.paper_set", "what", key)}
		}
		p.Places = append(p.Places, sheet.Place{What: strings.TrimSpace(what), Where: strings.TrimSpace(where)})
	default:
		return misuse{text.NewFault("parm.paper_set", "what", key)}
	}
	return nil
}
