package sheettest

import (
	"fmt"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// person adds a person with what belongs to it.
func (u *Unit) person(i int) {
	p := &care.Person{Meta: meta("%s", id(i)), PersonalID: numbers[i], Given: given[i%len(given)], Family: family[(i/2)%len(family)]}
	u.Replica.Put(p)
	switch p.ID {
	case Bare:
		p.Given, p.Family = "", ""
		return
	case Long:
		p.Given = strings.TrimSpace(strings.Repeat("Maria-Elisabeth Ängla ", 6))
		p.Family = "Gyllenstjerna-" + strings.Repeat("Oxenstierna", 5)
	case Protected:
		u.protected(p)
		return
	}
	p.Addresses = []care.Address{{Street: fmt.Sprintf("%s %d", street[i%len(street)], 3+i), Zip: "982 3" + fmt.Sprint(i%10),
		City: "Gällivare", EntryCode: fmt.Sprintf("%04d", 1000+37*i)}}
	p.Phones = []care.Phone{{Number: fmt.Sprintf("0970-55 %02d %02d", i, 90-i), Type: "Home"}}
	p.Keys = []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: fmt.Sprint(140 + i)}}
	u.around(p, i)
	u.plan(p, i)
}

// protected fills every field that protection must keep off the paper.
func (u *Unit) protected(p *care.Person) {
	p.Protected, p.Note = true, Leak
	p.Addresses = []care.Address{{Street: Leak, City: Leak, EntryCode: Leak}}
	p.Phones, p.Emails = []care.Phone{{Number: Leak}}, []string{Leak}
	p.Keys = []care.KeyInfo{{Kind: care.ClientKeyNumber, Value: Leak}}
	u.Replica.Put(&care.Relative{Meta: meta("r-%s", p.ID), PersonID: p.ID, Whole: Leak, Phones: []care.Phone{{Number: Leak}}})
	u.Replica.Put(&care.Warning{Meta: meta("w-%s", p.ID), PersonID: p.ID, What: care.WarningWarning, Text: "Allergisk mot jordnötter"})
	u.Replica.Put(&care.ServicePlan{Meta: meta("sp-%s", p.ID), PersonID: p.ID, Participants: []string{Leak},
		Goals: []care.Goal{{Service: "Trygghetsbesök", Goal: "Känna sig trygg hemma", What: "Besök"}}})
}

// around adds warnings, relatives and contacts; how many differs from person to person.
func (u *Unit) around(p *care.Person, i int) {
	yes, no := true, false
	if i%3 == 0 {
		u.Replica.Put(&care.Warning{Meta: meta("w1-%d", i), PersonID: p.ID, What: care.WarningWarning, By: "Eva Ström, sjuksköterska",
			Text: "Svår överkänslighet mot penicillin", Noted: time.Date(2025, 3, 4, 10, 0, 0, 0, care.Stockholm)})
		u.Replica.Put(&care.Warning{Meta: meta("w2-%d", i), PersonID: p.ID, What: care.WarningObservation,
			Text: "Hund i hemmet. Ring på och vänta tills den är instängd i köket; gå aldrig in före någon har svarat."})
	}
	u.Replica.Put(&care.Relative{Meta: meta("r1-%d", i), PersonID: p.ID, Given: "Birgitta", Family: p.Family, Relation: "dotter",
		Phones: []care.Phone{{Number: "070-174 06 51", Type: "Mobile"}, {Number: "0970-123 45", Type: "Work"}}, FirstContact: true, Night: &yes, Order: 1})
	u.Replica.Put(&care.Relative{Meta: meta("r2-%d", i), PersonID: p.ID, Given: "Lars-Göran", Family: "Wennerström", Relation: "granne",
		Phones: []care.Phone{{Number: "070-174 06 52", Type: "Mobile"}}, Night: &no, Order: 2, Note: "Har reservnyckel."})
	u.Replica.Put(&care.Contact{Meta: meta("c1-%d", i), PersonID: p.ID, Given: "Ahmed", Family: "Öztürk", Role: "Kontaktman",
		Phones: []care.Phone{{Number: "0970-81 80 00", Type: "Work"}}})
	if i%2 == 0 {
		u.Replica.Put(&care.Contact{Meta: meta("c2-%d", i), PersonID: p.ID, Given: "Ingrid", Family: "Hällgren", Role: "God man",
			Phones: []care.Phone{{Number: "070-174 06 53"}}, Emails: []string{"ingrid.hallgren@godman.example"}})
	}
	if i%5 == 0 {
		p.Note = "Hör dåligt på vänster öra. Vill bli tilltalad med efternamn."
	}
}

func (u *Unit) plan(p *care.Person, i int) {
	if i%6 == 5 {
		return
	}
	plan := &care.ServicePlan{Meta: meta("sp-%d", i), PersonID: p.ID, CreatedBy: "Ahmed Öztürk",
		Established: time.Date(2026, 2, 9, 0, 0, 0, 0, care.Stockholm), FollowUp: time.Date(2027, 2, 1, 0, 0, 0, 0, care.Stockholm),
		Participated: true, Participation: "Ville själv bestämma tiden för morgonhjälpen.",
		Participants: []string{"Birgitta " + p.Family + " (dotter)", "Ahmed Öztürk (kontaktman)"},
		Important:    "Går med rollator inomhus. Larmet bärs runt vänster handled.",
		Goals: []care.Goal{
			{Service: "Personlig omvårdnad", Goal: "Sköta sin morgonhygien i egen takt och känna sig fräsch.",
				What: "Stöd vid dusch två gånger i veckan, daglig hjälp med nedre toalett och påklädning.",
				How:  "Lägg fram kläder i ordning på sängen. Låt personen tvätta ansikte och händer själv. Duschstolen ställs mot väggen.",
				Who:  "Hemtjänst, helst kontaktman", When: "Varje morgon 07.30–08.15, dusch tisdag och fredag"},
			{Service: "Måltider", Goal: "Äta tre mål om dagen.", What: "Värma lunch, ställa fram kvällsmål.",
				How: "Fråga vad som önskas. Servera vid köksbordet.", Who: "Hemtjänst", When: "Dagligen vid lunch och kväll"},
		}}
	u.Replica.Put(plan)
}

// visits adds a day of routes: day, evening and night.
func (u *Unit) visits(day time.Time) {
	at := func(hour, minute int) time.Time {
		return day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	put := func(v *care.Visit) { u.Replica.Put(v) }
	for i := range numbers {
		route := i % 6
		start := at(7, 0).Add(time.Duration(i/6) * 45 * time.Minute)
		v := &care.Visit{Meta: meta("v1-%s-%02d", day.Format("0102"), i), PersonID: id(i), Kind: care.VisitVisit, Start: start,
			End: start.Add(35 * time.Minute), Route: fmt.Sprintf("Slinga %d", route+1), Staff: staff[route], Name: "Morgonbesök",
			Service: []string{"Personlig omvårdnad", "Frukost"}}
		if i%4 == 0 {
			v.Medical, v.Service = true, append(v.Service, "Läkemedel ur dosett")
		}
		if i%7 == 0 {
			v.Note = "Ring innan ni kommer; dottern öppnar annars inte på morgonen."
		}
		if id(i) == Protected {
			v.Place, v.Note, v.Text = Leak, Leak, Leak
			v.Keys = []care.KeyInfo{{Kind: care.ActivityKeyCode, Value: Leak}}
		}
		if i%10 == 6 {
			v.Double = fmt.Sprintf("D%02d", i)
			other := *v
			other.Meta = meta("v1b-%s-%02d", day.Format("0102"), i)
			other.Route, other.Staff = fmt.Sprintf("Slinga %d", (route+1)%6+1), staff[(route+1)%6]
			put(&other)
		}
		put(v)
	}
	for route := range 6 {
		put(&care.Visit{Meta: meta("pause-%s-%d", day.Format("0102"), route), Kind: care.VisitPause, Start: at(11, 45), End: at(12, 15),
			Route: fmt.Sprintf("Slinga %d", route+1), Staff: staff[route]})
	}
	for i := 0; i < len(numbers); i += 5 {
		start := at(22, 30).Add(time.Duration(i) * 4 * time.Minute)
		v := &care.Visit{Meta: meta("v2-%s-%02d", day.Format("0102"), i), PersonID: id(i), Kind: care.VisitVisit, Start: start,
			End: start.Add(25 * time.Minute), Route: "Natt", Service: []string{"Tillsyn", "Vändning"}}
		if i%10 == 0 {
			v.Double, v.Service = "1/2", append(v.Service, "DUBBELBEMANNING 1/2")
		}
		put(v)
	}
	put(&care.Visit{Meta: meta("v3-%s", day.Format("0102")), PersonID: Rich, Kind: care.VisitVisit, AnyTime: true, Start: day,
		End: day.Add(20 * time.Minute), Route: "Slinga 1", Staff: staff[0], Service: []string{"Inköp"}})
}
