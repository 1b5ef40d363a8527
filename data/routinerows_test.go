package data_test

import (
	"avbrottsparm/internal/outage"
	"avbrottsparm/internal/text"
)

type both = text.Both

const (
	works = outage.StillWorks
	until = outage.StillUntil
	only  = outage.StillIf
	asked = outage.StillOpen
	gone  = outage.StillNot
)

const loggedIn = "så länge du är inloggad"

// routine is the routine "Avbrott i verksamhetssystemen Lifecare och Phoniro", in its order.
func routine() []sentence {
	var rows []sentence
	for _, part := range [][]sentence{general(), planned(), reporting(), systemsDown(), powerAndNetwork(), loggingIn(), longOutages(), longByArea()} {
		rows = append(rows, part...)
	}
	return rows
}

// general is section 1 with its recommendations.
func general() []sentence {
	return []sentence{
		{"1", "Åtkomst/inlogg via SAML inlogg eller AD inlogg", all(system("log_in", 1), effect("idp/log_in/bankid", gone), effect("ad/log_in/password", gone))},
		{"1", "Behörighetsadministration Lifecare och Phoniro", all(system("access_administration", 2), effect("lifecare/access_administration/lifecare", gone, instead("blanketten")), effect("phoniro/access_administration/phoniro", gone), writes("access_administration", "access_request"))},
		{"1", "Lifecare myndighet", all(system("lifecare_myndighet", 3), writes("lifecare_myndighet", "case_note", "decision"))},
		{"1", "Ansökan via våra e-tjänster i Lifecare", all(system("e_services", 4), writes("e_services", "application", "concern", "message"))},
		{"1", "Lifecare HSL", all(system("lifecare_hsl", 5), writes("lifecare_hsl", "health_note", "signing", "deviation", "sbar"))},
		{"1", "Lifecare utförare", all(system("lifecare_utforare", 6), writes("lifecare_utforare", "note", "signing", "deviation"))},
		{"1", "Lifecare planering", all(system("lifecare_planering", 7), writes("lifecare_planering", "visit_change"))},
		{"1", "Lifecare avgiftshantering och debitering", all(system("lifecare_fees", 8), writes("lifecare_fees", "fee_basis", "absence", "meals"))},
		{"1", "LMO appen (Lifecare)", all(system("lmo_app", 9), writes("lmo_app", "attendance"))},
		{"1", "Phoniro administrationsverktyg", all(system("phoniro_administration", 10), writes("phoniro_administration", "phoniro"))},
		{"1", "Öppnande av digitala lås (Home Care eller LMO)", all(system("digital_locks", 11), writes("digital_locks", "key"), card("locks", "Digitala lås öppnar inte"))},
		{"1", "Öppnande av läkemedelsskåp (Home Care eller LMO)", all(system("medicine_cabinets", 12), writes("medicine_cabinets", "cabinet"), card("cabinets", "Läkemedelsskåp öppnar inte"))},
		{"1", "Boendelås på Aspgården (Phoniro, Senior Living app)", all(system("door_locks", 13), writes("door_locks", "door"), card("aspgarden_doors", "boendelåsen"))},
		{"1", "Trygghetslarm på Aspgården (Phoniro, Senior Living app)", all(system("safety_alarms", 14), writes("safety_alarms", "alarm", "round"), card("aspgarden_alarms", "larmservern"))},
		{"1 Syfte", "Stöd för chefer och objektsförvaltare att vara förberedda", all(card("planned_checklist", "Enhetschefen fyller i"), contact("object_manager", outage.ContactManager, "", ""))},
		{"1 Ansvarig", "Det övergripande ansvaret finns hos objektansvarig", open("homecare_hours", outage.RoleObjectOwner, "xx timmar")},
		{"1 Ansvarig", "Kontinuitetsplaner och lokala rutiner följer linjeorganisationen", all(card("long_checklist", "Enhetschef, dag"), open("long_points", outage.RoleAreaHeads, "Verksmahetschefer"))},
		{"1 Stöddokument", "Avbrottsplan finns hos systemförvaltare och chefsgruppen", card("planned", "Avbrottsplanen för Lifecare och Phoniro finns hos systemförvaltaren och chefsgruppen")},
		{"1 Stöddokument", "Stöddokument på utförarwebben under Avbrott i systemen", card("planned", "utförarwebben")},
		{"Rekommendation", "Bärbara datorer och iPads alltid fulladdade", card("equipment", "Bärbara datorer och iPads är fulladdade")},
		{"Rekommendation", "Telefoner på laddning efter arbetspasset", card("equipment", "Telefoner laddas efter varje pass")},
		{"Rekommendation", "Alla bilar utrustade med laddare för Android, iPhone och iPad", card("equipment", "Laddare för Android, iPhone och iPad i varje bil")},
		{"Rekommendation", "Laddade USB-batterier vid strömavbrott", all(card("equipment", "USB-batterier finns och är laddade"), step("power", "Ta fram laddade USB-batterier"))},
		{"Rekommendation", "Reserv-SIM från andra operatörer", all(card("equipment", "Extra SIM-kort"), step("mobile", "SIM-kort från en annan operatör"))},
		{"Rekommendation", "Feitian säkerhetsnycklar på lager", all(card("equipment", "Feitian-nycklar i lager"), step("bankid", "Feitian-nyckel ur enhetens lager"))},
		{"Rekommendation", "Freja ID som komplement för inlogg", all(card("equipment", "Freja ID"), step("bankid", "Freja ID"))},
	}
}

// planned is section 2.
func planned() []sentence {
	return []sentence{
		{"2", "Planerade avbrott beror på uppgraderingar, patchar eller servicefönster", card("planned", "Stoppet beror på en uppgradering, en mindre uppdatering eller IT:s servicefönster")},
		{"2", "Då går det inte att arbeta i systemet", card("planned", "Systemet går inte att använda under tiden")},
		{"2", "Undantaget är Home Care och LMO, delvis offline", card("planned", "Stanna kvar inloggad i LMO och Home Care")},
		{"2.1", "Uppgraderingar 6–8 gånger per år", card("planned", "6–8 gånger om året")},
		{"2.1", "Två veckor innan visas ett popup-fönster vid inlogg", all(card("planned", "två veckor före"), limits("notice two weeks before", func(l outage.Limits) bool { return l.NoticeDays == 14 }))},
		{"2.1", "Dagen innan skickas SMS via kontaktlistan", all(card("planned", "sms dagen före"), isRole(outage.ContactUnitPhone))},
		{"2.1", "Objektsförvaltaren informerar när det är klart, via kontaktlistan", card("planned", "När uppgraderingen är klar skickar objektsförvaltaren sms enligt kontaktlistan")},
		{"2.2", "Andra onsdagen i månaden är det patchonsdag", card("planned", "Andra onsdagen i månaden")},
		{"2.2", "Då underhålls kommunens IT-miljö", card("planned", "IT:s servicefönster")},
		{"2.2", "Information läggs på Kanalen av IT", card("planned", "IT:s servicefönster står på Kanalen")},
		{"2.2", "Inga automatiska uppdateringar, men omstart kan behövas", card("planned", "Inga automatiska uppdateringar rör våra system den onsdagen, men Lifecare och Phoniro kan behöva startas om")},
		{"2.2", "Omstart mellan 10 och 12", limits("restart between 10 and 12", func(l outage.Limits) bool { return l.PatchFrom == "10:00" && l.PatchTo == "12:00" })},
		{"2.2", "Cirka 10 minuter", all(limits("about ten minutes", func(l outage.Limits) bool { return l.PatchMinutes == 10 }), card("planned", "cirka 10 minuter"))},
		{"2.2", "Spara arbetet ofta under tiden", card("planned", "spara ofta mellan 10 och 12")},
		{"2.3", "Det bör finnas en lokal checklista eller rutin", card("planned_checklist", "Enhetens checklista inför planerat avbrott")},
		{"2.3", "Vilken information på papper innan", card("planned_checklist", "Vad ska vi ha på papper innan det börjar?")},
		{"2.3", "Hur information hanteras under avbrottet", card("planned_checklist", "Hur tar vi hand om information")},
		{"2.3", "Hur arbetet utförs utan system", card("planned_checklist", "Hur arbetar vi utan systemen?")},
		{"2.3", "Hur information skrivs in efteråt och av vem", card("planned_checklist", "Vem för in det som skrivits, och hur?")},
		{"2.3", "Enhetschefen ansvarar för att den finns och är kommunicerad", all(card("planned_checklist", "Enhetschef, dag"), card("planned_checklist", "Genomgånget med personalen, dag"))},
	}
}

// reporting is section 3.
func reporting() []sentence {
	contents := card("fault_office", "vad felet är, vilka som berörs, vad som görs och när det väntas fungera")
	reported := func(number string) []sentence {
		return []sentence{
			{number, "Berörs flera system, och vad går fortfarande att komma åt?", card("before_report", "Är flera system och appar borta? Vad kommer du fortfarande åt?")},
			{number, "Berör det dig, flera medarbetare eller flera enheter?", card("before_report", "Är det bara du, flera kollegor eller flera enheter?")},
			{number, "BankID/Feitian? Testa användarnamn och lösenord på en dator", all(card("before_report", "Är det BankID eller Feitian-nyckeln?"), step("bankid", "Prova en dator med ditt användarnamn och lösenord"), step("feitian", "Prova en dator"))},
		}
	}
	rows := []sentence{
		{"3", "Avbrott beror på kommunens eller leverantörens system", card("fault_office", "Felet kan ligga hos kommunen eller leverantören")},
		{"3", "Eller på IT-miljö, internettrafik eller ström", card("fault_office", "i nätet eller i strömmen")},
		{"3", "Anmäl fel snabbt och fortsätt arbeta efter rutinerna", all(card("fault_office", "Vänta inte på svar. Arbeta vidare efter kortet"), step("lifecare", "Felanmäl"))},
		{"3", "Lifecare och Phoniro har avbrottsplaner", card("planned", "Avbrottsplanen för Lifecare och Phoniro")},
		{"3", "Planen ska vara känd för IT, systemförvaltning och chefer", card("planned", "IT, systemförvaltning och chefer ska känna till den")},
		{"3", "(… checka av med IT?)", open("plan_known", outage.RoleIT, "checka av med IT?")},
		{"3.1.1", "Kontorstid (utan klockslag)", all(open("office_hours", outage.RoleObjectOwner, "Kontorstid"), limits("assumed office hours", func(l outage.Limits) bool { return l.Assumed && l.OfficeFrom == "08:00" && l.OfficeTo == "16:30" }))},
	}
	rows = append(rows, reported("3.1.1")...)
	rows = append(rows, []sentence{
		{"3.1.1", "IT servicedesk via Easit eller 0121-18499, i första hand", all(contact("service_desk", outage.ContactServiceDesk, outage.HoursOffice, "0121-18499"), card("fault_office", "Ring eller skriv i Easit"))},
		{"3.1.1", "Socialförvaltningen via Easit eller 0121-18218, i andra hand", contact("support", outage.ContactSupport, outage.HoursOffice, "0121-18218")},
		{"3.1.1", "En felsökning inleds, och anmäls till leverantören", all(card("fault_office", "Felet söks, och anmäls till leverantören"), contact("vendor_lifecare", outage.ContactVendor, "", ""), contact("vendor_phoniro", outage.ContactVendor, "", ""))},
		{"3.1.1", "Objektsförvaltaren ansvarar för informationen", all(card("fault_office", "Objektsförvaltaren ger besked"), contact("object_manager", outage.ContactManager, "", ""))},
		{"3.1.1", "Gula rutan på Kanalen", card("fault_office", "gula rutan på Kanalen")},
		{"3.1.1", "SMS till verksamheterna enligt kontaktlista", all(card("fault_office", "enhetens mobil"), isRole(outage.ContactUnitPhone))},
		{"3.1.1", "Fel, vilka som berörs, åtgärder och beräknad tid", contents},
		{"3.1.1", "Återkoppling via samma kanaler", card("fault_office", "Samma väg när felet är löst")},
		{"3.1.1", "Den som har mobilen informerar sina medarbetare", all(card("fault_office", "Har du mobilen som får sms: berätta för dina kollegor"), step("lifecare", "berätta för dina kollegor"))},
		{"3.1.1", "Långvarigt: socialchef och IT-chef kontaktas", all(escalated("heads", 120, "socialchefen och IT-chefen", "head_social", "head_it"), card("fault_office", "kontaktas socialchefen och IT-chefen"))},
	}...)
	rows = append(rows, reported("3.1.2")...)
	return append(rows, []sentence{
		{"3.1.2", "Följ sedan enhetens egna instruktioner för felanmälan", all(contact("after_hours", outage.ContactAfterHours, outage.HoursAfter, ""), card("fault_evening", "Följ enhetens instruktion"))},
		{"3.1.2", "Felsökning påbörjas", card("fault_office", "Felet söks")},
		{"3.1.2", "Information via SMS enligt kontaktlista", card("fault_evening", "Besked kommer som sms")},
		{"3.1.2", "Kort information om felet", contents},
		{"3.1.2", "Vilka som berörs", contents},
		{"3.1.2", "Åtgärder som pågår och beräknad tid", contents},
		{"3.1.2", "Ev telefonnummer till ”ansvarig chef”????", all(open("manager_number", outage.RoleObjectOwner, "????"), contact("responsible_manager", outage.ContactHead, "", ""))},
		{"3.1.2", "Information löpande om det drar ut på tiden", all(card("fault_evening", "nya om det drar ut på tiden"), limits("a reminder each hour", func(l outage.Limits) bool { return l.UpdateMinutes == 60 }))},
		{"3.1.2", "Återkoppling via samma kanaler", card("fault_office", "Samma väg när felet är löst")},
		{"3.1.2", "Den som har mobilen informerar sina medarbetare", card("fault_evening", "Har du mobilen: berätta för dina kollegor")},
	}...)
}
