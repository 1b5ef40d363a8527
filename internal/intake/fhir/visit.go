package fhir

import (
	"slices"
	"strings"
	"time"

	"avbrottsparm/internal/care"
)

type wireAppointment struct {
	Status             string      `json:"status"`
	ServiceType        []concept   `json:"serviceType"`
	AppointmentType    concept     `json:"appointmentType"`
	Description        string      `json:"description"`
	Start              string      `json:"start"`
	End                string      `json:"end"`
	MinutesDuration    int         `json:"minutesDuration"`
	Comment            string      `json:"comment"`
	PatientInstruction string      `json:"patientInstruction"`
	Participant        []wireActor `json:"participant"`
}

type wireActor struct {
	Actor  reference `json:"actor"`
	Status string    `json:"status"`
}

// appointment reads an Appointment: a visit for each patient who takes part.
func (r *run) appointment(e *entry) {
	g := r.group(care.KindVisit)
	wire, _, ok := decode[wireAppointment](g, e)
	if !ok {
		return
	}
	switch wire.Status {
	case "cancelled", "noshow", "entered-in-error":
		g.remove(care.KindVisit, e)
		return
	case "proposed", "waitlist":
		g.warn(e, "status", "fhir_draft")
		g.remove(care.KindVisit, e)
		return
	}
	visit, ok := r.visit(g, e, wire)
	if !ok {
		return
	}
	patients := r.actors(e, wire, &visit)
	if len(patients) == 0 && visit.Staff == "" {
		g.fail(e, "participant", "no_person")
		return
	}
	if len(patients) == 0 {
		visit.Kind = care.VisitOther
		g.keep(e, &visit, care.PersonKey{})
	}
	for _, patient := range patients {
		if key, ok := r.whose(g, e, "participant", patient); ok {
			one := visit
			g.keep(e, &one, key)
		}
	}
}

// visit reads the time. Why someone is called can be about their health and is left where it is:
// the schedule is open to all.
func (r *run) visit(g *group, e *entry, w wireAppointment) (care.Visit, bool) {
	start, okStart := readTime(w.Start, false)
	end, okEnd := readTime(w.End, false)
	visit := care.Visit{Start: start, End: end, Kind: care.VisitVisit, Name: line(w.Description),
		Note: joinLines(clean(w.Comment), clean(w.PatientInstruction))}
	switch {
	case w.Start == "":
		g.fail(e, "start", "no_date")
		return visit, false
	case !okStart || !okEnd:
		g.fail(e, "start", "bad_date")
		return visit, false
	case w.End == "" && w.MinutesDuration > 0 && w.MinutesDuration <= 7*24*60:
		visit.End = start.Add(time.Duration(w.MinutesDuration) * time.Minute)
	case w.End == "":
		visit.End = start
		visit.AnyTime = dateOnly(w.Start)
		g.warn(e, "end", "fhir_no_end")
	case end.Before(start):
		g.fail(e, "end", "end_before_start")
		return visit, false
	}
	for _, c := range append(slices.Clone(few(w.ServiceType)), w.AppointmentType) {
		visit.Service = appendNew(visit.Service, c.said())
	}
	if visit.Name == "" && len(visit.Service) > 0 {
		visit.Name = visit.Service[0]
	}
	return visit, true
}

// actors shares out who takes part: patients, staff, the place. Those who declined don't come.
func (r *run) actors(e *entry, w wireAppointment, visit *care.Visit) (patients []reference) {
	var staff, places []string
	for _, p := range few(w.Participant) {
		typ, _ := typeAndID(p.Actor.Reference)
		if target := r.index.resolve(e, p.Actor); target != nil {
			typ = target.typ
		} else if p.Actor.Type != "" {
			typ = p.Actor.Type
		}
		name := r.who(e, p.Actor).name.plain()
		switch {
		case typ == "Patient":
			patients = append(patients, p.Actor)
		case p.Status == "declined":
		case slices.Contains([]string{"Practitioner", "PractitionerRole"}, typ):
			staff = appendNew(staff, name)
		case typ == "Location":
			places = appendNew(places, name)
		case typ == "HealthcareService":
			visit.Service = appendNew(visit.Service, name)
		}
	}
	visit.Staff, visit.Place = strings.Join(staff, ", "), strings.Join(places, ", ")
	return patients
}
