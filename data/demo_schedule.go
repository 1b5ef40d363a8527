package data

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

// The address that a schedule gives for a person with protected identity.
const (
	hiddenStreet = "c/o hemtjänstlokalen"
	hiddenZip    = "999 10"
	hiddenCity   = "Norrköpa"
)

var (
	routeHeader = []string{"Kundnr", "Förnamn", "Efternamn", "Gata", "Postnr", "Ort", "Insatser", "Längd",
		"Datum", "Starttid", "Sluttid", "Personal", "Slinga", "Dubbelid", "Notering"}
	mealHeader = []string{"ObjectID", "Namn", "Adress", "Starttid", "Sluttid", "Insatser", "Slinga"}
)

// scheduleFiles are the schedules of the planning system and of the kitchen: day routes in
// Windows-1252, evening routes and meal rounds in UTF-8 with a mark.
func (u *demoUnit) scheduleFiles(day time.Time) ([]DemoFile, error) {
	dayRows, eveRows, mealRows := [][]string{routeHeader}, [][]string{routeHeader}, [][]string{mealHeader}
	for n := demoFirstDay; n <= demoLastDay; n++ {
		on := care.NextDay(day, n)
		for _, v := range u.visitsOn(on, "Slinga") {
			row, err := u.routeRow(v)
			if err != nil {
				return nil, err
			}
			if strings.HasSuffix(v.route, "dag") {
				dayRows = append(dayRows, row)
			} else {
				eveRows = append(eveRows, row)
			}
		}
		for _, v := range u.visitsOn(on, "Matslinga") {
			row, err := u.mealRow(v)
			if err != nil {
				return nil, err
			}
			mealRows = append(mealRows, row)
		}
	}
	var files []DemoFile
	for _, part := range []struct {
		name   string
		rows   [][]string
		encode func([][]string) ([]byte, error)
	}{
		{"schema-dag.csv", dayRows, windows1252},
		{"schema-kvall.csv", eveRows, utf8WithMark},
		{"matslingor.csv", mealRows, utf8WithMark},
	} {
		raw, err := part.encode(part.rows)
		if err != nil {
			return nil, err
		}
		files = append(files, DemoFile{part.name, raw})
	}
	return files, nil
}

func (u *demoUnit) routeRow(v demoVisit) ([]string, error) {
	client, address, err := u.shownClient(v.client)
	if err != nil {
		return nil, err
	}
	return []string{
		strconv.Itoa(v.client), client.FirstName, client.LastName,
		address.StreetAddress, address.ZipCode, address.City,
		strings.Join(v.services, ", "), strconv.Itoa(int(v.length / time.Minute)),
		v.from.Format("2006-01-02"), v.from.Format("15:04"), v.to.Format("15:04"),
		u.staffName(v.staff), v.route, v.double, v.note,
	}, nil
}

func (u *demoUnit) mealRow(v demoVisit) ([]string, error) {
	client, address, err := u.shownClient(v.client)
	if err != nil {
		return nil, err
	}
	return []string{
		strconv.Itoa(v.client), client.FullName, address.StreetAddress,
		v.from.Format("2006-01-02 15:04"), v.to.Format("2006-01-02 15:04"),
		strings.Join(v.services, ", "), v.route,
	}, nil
}

// shownClient is a person with the address that a schedule shows.
func (u *demoUnit) shownClient(id int) (demoClient, demoAddress, error) {
	client, known := u.clients[id]
	if !known || len(client.Addresses) == 0 {
		return demoClient{}, demoAddress{}, fmt.Errorf("demo: schedule names unknown client %d", id)
	}
	if client.ProtectedRegistration || client.IsConfidential {
		return client, demoAddress{StreetAddress: hiddenStreet, ZipCode: hiddenZip, City: hiddenCity}, nil
	}
	return client, client.Addresses[0], nil
}

func (u *demoUnit) staffName(signature string) string {
	s := u.staff[signature]
	return strings.TrimSpace(s.given + " " + s.family)
}
