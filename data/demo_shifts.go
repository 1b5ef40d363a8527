package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"avbrottsparm/internal/care"
)

// The types below have the field names of Lifecare's planned work shifts; times of day are local
// and carry their offset, ModificationTime is in UTC, lengths are written hh:mm:ss.
type demoShift struct {
	ID                   string `json:"Id"`
	ModificationTime     string
	PlanningUnitID       string `json:"PlanningUnitId"`
	StartTime            string
	EndTime              string
	TravelTimeHome       string
	TypeOfTransportation string
	PlannedActivities    []demoActivity
	Personnel            demoPersonnel
	IsRevoked            bool
}

type demoActivity struct {
	ID                    string `json:"Id"`
	PlanningUnitID        string `json:"PlanningUnitId"`
	StartTime             string
	Duration              string
	TraveltimeToActivity  string
	ActivityName          string
	Description           string
	IsMonitored           bool
	MedicalReminder       bool
	TypeOfPlannedActivity string
	Client                *demoShiftClient
	KeyInfos              []demoKeyInfo
	ServiceItems          []demoServiceItem
}

type demoShiftClient struct {
	PlanningUnitID string `json:"PlanningUnitId"`
	PersonID       string `json:"PersonId"`
	FirstName      string
	LastName       string
	FullName       string
	Addresses      []demoAddress
}

type demoPersonnel struct {
	PlanningUnitID string `json:"PlanningUnitId"`
	PersonID       string `json:"PersonId"`
	FirstName      string
	LastName       string
	FullName       string
}

type demoKeyInfo struct {
	TypeOfKeyInfo          string
	TypeOfKeyInfoLocalized string
	Value                  string
}

type demoServiceItem struct{ Type, Category demoCodeText }

type demoCodeText struct {
	Code int
	Text string
}

// demoShiftPlan is one post of the rota whose visits come as work shifts.
type demoShiftPlan struct {
	route, mark, unit, transport string
	start, end                   time.Duration // on the clock; an end before the start is next morning
	lastDay                      int
}

// The night patrol works the nights up to the last day's morning, so that every visit is within
// the days of the demo.
var demoShiftPlans = []demoShiftPlan{
	{"Natt 1", "n1", "NORR-NATT", "Car", 21*time.Hour + 30*time.Minute, 7 * time.Hour, demoLastDay - 1},
	{"Natt 2", "n2", "NORR-NATT", "Car", 21*time.Hour + 30*time.Minute, 7 * time.Hour, demoLastDay - 1},
	{"Sjuksköterska 1", "s1", "NORR-HSL", "Car", 7*time.Hour + 30*time.Minute, 16*time.Hour + 15*time.Minute, demoLastDay},
	{"Sjuksköterska 2", "s2", "NORR-HSL", "ElectricBicycle", 7*time.Hour + 30*time.Minute, 16*time.Hour + 15*time.Minute, demoLastDay},
}

func (u *demoUnit) workshiftFile(day time.Time) (DemoFile, error) {
	shifts := []demoShift{}
	changed := atClock(care.NextDay(day, -1), 14*time.Hour+5*time.Minute).UTC().Format(time.RFC3339)
	for n := demoFirstDay; n <= demoLastDay; n++ {
		on := care.NextDay(day, n)
		for _, plan := range demoShiftPlans {
			visits := u.visitsOn(on, plan.route)
			if n > plan.lastDay || len(visits) == 0 || visits[0].staff == "" {
				continue
			}
			shift, err := u.workshift(plan, on, visits)
			if err != nil {
				return DemoFile{}, err
			}
			shift.ModificationTime = changed
			shifts = append(shifts, shift)
		}
	}
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(shifts); err != nil {
		return DemoFile{}, fmt.Errorf("demo: write work shifts: %w", err)
	}
	return DemoFile{"lifecare-arbetspass.json", raw.Bytes()}, nil
}

func (u *demoUnit) workshift(plan demoShiftPlan, on time.Time, visits []demoVisit) (demoShift, error) {
	endDay := on
	if plan.end < plan.start {
		endDay = care.NextDay(on, 1)
	}
	staff := u.staff[visits[0].staff]
	shift := demoShift{
		ID: "ap-" + on.Format("20060102") + "-" + plan.mark, PlanningUnitID: plan.unit,
		StartTime: atClock(on, plan.start).Format(time.RFC3339), EndTime: atClock(endDay, plan.end).Format(time.RFC3339),
		TravelTimeHome: clockLength(5 * time.Minute), TypeOfTransportation: plan.transport,
		Personnel: demoPersonnel{plan.unit, staff.personID, staff.given, staff.family, staff.given + " " + staff.family},
	}
	previous := atClock(on, plan.start)
	for i, v := range visits {
		activity, err := u.activity(plan, v)
		if err != nil {
			return demoShift{}, err
		}
		activity.ID = fmt.Sprintf("%s-%02d", shift.ID, i+1)
		activity.TraveltimeToActivity = clockLength(min(max(v.from.Sub(previous), 0), 8*time.Minute))
		shift.PlannedActivities = append(shift.PlannedActivities, activity)
		previous = v.to
	}
	return shift, nil
}

func (u *demoUnit) activity(plan demoShiftPlan, v demoVisit) (demoActivity, error) {
	a := demoActivity{
		PlanningUnitID: plan.unit, StartTime: v.from.Format(time.RFC3339), Duration: clockLength(v.length),
		ActivityName: v.services[0], Description: v.note, TypeOfPlannedActivity: "MiscPersonnelJob",
		KeyInfos: []demoKeyInfo{}, ServiceItems: []demoServiceItem{},
	}
	if v.services[0] == "Rast" {
		a.TypeOfPlannedActivity = "Pause"
	}
	if v.client == 0 {
		return a, nil
	}
	client, known := u.clients[v.client]
	if !known {
		return a, fmt.Errorf("demo: shift names unknown client %d", v.client)
	}
	a.TypeOfPlannedActivity = "Visit"
	a.Client = &demoShiftClient{plan.unit, client.PersonID, client.FirstName, client.LastName, client.FullName, client.Addresses}
	if key := u.keys[v.client]; key != "" {
		a.KeyInfos = append(a.KeyInfos, demoKeyInfo{"ClientKeyNumber", "Nyckelnummer", key})
	}
	if len(client.Addresses) > 0 && client.Addresses[0].EntryCode != "" {
		a.KeyInfos = append(a.KeyInfos, demoKeyInfo{"ClientKeyCode", "Portkod", client.Addresses[0].EntryCode})
	}
	for _, name := range v.services {
		service, known := u.services[name]
		if !known {
			return a, fmt.Errorf("demo: service %q is not in insatser.csv", name)
		}
		a.MedicalReminder = a.MedicalReminder || service.category == "Hälso- och sjukvård"
		a.ServiceItems = append(a.ServiceItems, demoServiceItem{demoCodeText{service.code, name}, demoCodeText{service.code / 100, service.category}})
	}
	if v.double != "" {
		// Planned shifts have no field for it, so planners write it among the services.
		half := "1/2"
		if plan.mark == "n2" {
			half = "2/2"
		}
		a.ServiceItems = append(a.ServiceItems, demoServiceItem{demoCodeText{900, "DUBBELBEMANNING " + half}, demoCodeText{9, "Övrigt"}})
	}
	return a, nil
}

// clockLength writes a length as hh:mm:ss.
func clockLength(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:00", int(d/time.Hour), int(d%time.Hour/time.Minute))
}
