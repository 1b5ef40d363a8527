package data_test

import (
	"time"

	"avbrottsparm/internal/outage"
)

// systemsDown is section 4.1.
func systemsDown() []sentence {
	alarms, nurses, staff := unsure("aspgarden_systems"), unsure("homecare_offline"), unsure("homecare_provider_offline")
	return []sentence{
		{"4.1", "Lifecare: det går inte att arbeta i myndighet, HSL eller utförare", all(effect("lifecare/lifecare_myndighet/work", gone), effect("lifecare/lifecare_hsl/work", gone), effect("lifecare/lifecare_utforare/work", gone))},
		{"4.1", "Undantaget är LMO-appen, delvis offline", effect("lifecare/lmo_app/read", only, onlyIf(loggedIn))},
		{"4.1", "E-tjänster: orosanmälan och ansökan går inte att skicka in", all(brings("lifecare", "e_services"), effect("e_services/e_services/concern", gone, instead("papper")), effect("e_services/e_services/apply", gone, instead("papper")))},
		{"4.1", "Vid inlogg kommer sökande inte vidare", card("eservices", "Den som loggar in i e-tjänsten kommer inte vidare")},
		{"4.1", "Meddelanden till handläggaren går inte att skicka", effect("e_services/e_services/message", gone, instead("Skriv upp meddelandet"))},
		{"4.1", "Checka upp detta vid nästa planerade avbrott", all(open("eservices_effect", outage.RoleObjectOwner, "Checka upp"), effect("e_services/e_services/apply", gone, unsure("eservices_effect")))},
		{"4.1", "Checka hur meddelanden fungerar i efterhand? (namn)", all(open("eservices_messages", outage.RoleObjectOwner, "i efterhand ?"), effect("e_services/e_services/messages_later", asked, openIn("eservices_messages")))},
		{"4.1", "Phoniro: det går inte att arbeta i administrationsverktyget", effect("phoniro/phoniro_administration/register", gone)},
		{"4.1", "Inga nya behörigheter, lås, läkemedelsskåp eller larm", all(step("phoniro", "Skriv upp ändringen på blanketten"), card("phoniro", "behörigheter, lås, skåp eller larm"))},
		{"4.1", "LMO: inloggad kan du fortsätta med viss funktionalitet", all(step("lifecare", "logga inte ut"), now("lifecare", time.Hour, "lmo_app", "read", only))},
		{"4.1", "LMO: se brukare och utlagda besök, men inte registrera närvaro", all(effect("lifecare/lmo_app/read", only, onlyIf(loggedIn), instead("schemat")), effect("lifecare/lmo_app/attendance", gone, instead("närvarolistan")))},
		{"4.1", "LMO: öppna digitala lås så länge du är inloggad", all(effect("lifecare/lmo_app/locks", only, onlyIf(loggedIn)), effect("phoniro/lmo_app/locks", only, onlyIf(loggedIn)))},
		{"4.1", "Som back up finns vanliga fysiska nycklar", all(effect("lifecare/lmo_app/locks", only, instead("Hämta vanlig nyckel")), effect("lifecare/digital_locks/key", works), guide("lifecare", "Skriv kvittens"), guide("one_app", "var nyckeln finns"))},
		{"4.1", "LMO: öppna läkemedelsskåp så länge du är inloggad", effect("lifecare/lmo_app/cabinets", only, onlyIf(loggedIn))},
		{"4.1", "Home Care (hemsjukvård) (kolla upp detta …?)", open("homecare_offline", outage.RoleObjectOwner, "hemsjukvård")},
		{"4.1", "Home Care, hemsjukvård: lås öppnar offline för den inloggade", effect("lifecare/home_care_nurses/locks", only, onlyIf(loggedIn), nurses)},
		{"4.1", "Home Care, hemsjukvård: skåp öppnar offline för den inloggade", effect("lifecare/home_care_nurses/cabinets", only, onlyIf(loggedIn), nurses)},
		{"4.1", "Senast inloggad kommer in upp till xx timmar: lås och skåp", all(open("homecare_hours", outage.RoleObjectOwner, "xx timmar och då kunna hantera digitala lås"), effect("lifecare/home_care_nurses/again", until, openIn("homecare_hours"), nurses))},
		{"4.1", "Homecare (utförare) (kolla upp detta …?)", open("homecare_provider_offline", outage.RoleObjectOwner, "utförare")},
		{"4.1", "Home Care, utförare: skåp öppnar offline för den inloggade", effect("lifecare/home_care_staff/cabinets", only, onlyIf(loggedIn), staff)},
		{"4.1", "Senast inloggad kommer in upp till xx timmar: skåp", all(open("homecare_provider_hours", outage.RoleObjectOwner, "xx timmar"), effect("lifecare/home_care_staff/again", until, openIn("homecare_provider_hours"), staff))},
		{"4.1", "Trygghetslarm/boendelås på Aspgården (kolla upp detta …?)", open("aspgarden_systems", outage.RoleObjectOwner, "Aspgården")},
		{"4.1", "Larmen har en egen server och är inte beroende av andra avbrott", all(effect("lifecare/safety_alarms/server", works, alarms), effect("phoniro/safety_alarms/server", works, alarms), guide("site", "Servern är Aspgårdens egen"))},
		{"4.1", "Går servern ner startas den om av behörig personal", all(effect("site/safety_alarms/server", gone, instead("Omstart av den som har behörighet")), step("site", "Ingen annan startar om"), contact("restart", outage.ContactRestart, "", ""))},
		{"4.1", "Access på den boendes tagg: dörren öppnar vid kortare avbrott", effect("site/door_locks/tag", until, lasts("kortare avbrott"), alarms)},
		{"4.1", "Vanlig nyckel eller förberedd personaltagg öppnar alla dörrar", all(effect("site/door_locks/staff_tag", works, alarms), effect("site/door_locks/key", works), effect("phoniro/door_locks/app", gone, instead("Personaltagg eller nyckel"), alarms), card("aspgarden_doors", "Den öppnar alla dörrar"))},
	}
}

// powerAndNetwork is sections 4.2 and 4.3.
func powerAndNetwork() []sentence {
	return []sentence{
		{"4.2", "Bärbara datorer tills batteriet är slut", effect("power/devices/laptop", until, lasts("tills batteriet är slut"))},
		{"4.2", "iPads och mobiltelefoner tills batteriet är slut", effect("power/devices/tablets", until, lasts("tills batteriet är slut"))},
		{"4.2", "Läkemedelsskåp på el: UPS hos utföraren att koppla in", all(effect("power/medicine_cabinets/mains", only, onlyIf("UPS")), step("power", "Koppla in UPS till läkemedelsskåp"), guide("power", "UPS till läkemedelsskåp på el, hos varje utförare"))},
		{"4.2", "Larmservern: UPS cirka 30 minuter", all(effect("power/safety_alarms/server", until, func(e outage.Effect) bool { return e.Minutes == 30 }, lasts("cirka 30 minuter")),
			now("power", 29*time.Minute, "safety_alarms", "server", until), now("power", 30*time.Minute, "safety_alarms", "server", gone))},
		{"4.2", "Utsedd personal startar om servern efter strömavbrott", all(step("site", "efter strömavbrott när strömmen är tillbaka"), guide("power", "den som är utsedd startar om larmservern"))},
		{"4.2", "UPS till radiobaserna cirka xx minuter (kolla upp …?)", all(open("aspgarden_radio_minutes", outage.RoleObjectOwner, "xx minuter"), effect("power/door_locks/radio", until, openIn("aspgarden_radio_minutes"), instead("nyckel")),
			now("power", 90*time.Minute, "door_locks", "radio", until))},
		{"4.2", "Vid strömavbrott slutar WiFi fungera", all(brings("power", "wifi"), effect("power/devices/wifi", gone))},
		{"4.2", "Telefoner får använda 4G/5G ? Kolla med IT", all(open("power_mobile", outage.RoleIT, "Kolla med IT"), effect("power/devices/mobile_data", asked, openIn("power_mobile")), effect("power/lmo_app/locks", only, unsure("power_mobile")), step("power", "Telefonerna får använda 4G/5G"))},
		{"4.3", "WiFi: med SIM-kort, koppla bort WiFi och kör mot 4G/5G", all(step("wifi", "med SIM-kort: stäng av WiFi"), effect("wifi/devices/tablets", only, onlyIf("över 4G/5G")), guide("wifi", "Stäng av WiFi i telefon och iPad"))},
		{"4.3", "WiFi: utan SIM-kort, internetdelning från kommunal mobil", all(step("wifi", "dela internet från en av kommunens telefoner"), effect("wifi/devices/laptop", only, onlyIf("delat från en av kommunens telefoner")), guide("wifi", "Ta en av kommunens telefoner"))},
		{"4.3", "WiFi: Aspgårdens failover till 4G, larm och lås fungerar", all(step("wifi", "Aspgården: gör inget"), effect("wifi/safety_alarms/receive", works), effect("wifi/door_locks/app", works), guide("wifi", "styrs över till 4G"))},
		{"4.3", "4G/5G: Lifecare webb, LMO och Home Care går inte utanför kommunens nät", all(effect("mobile/devices/apps_outside", gone), effect("mobile/lmo_app/read", only, onlyIf("kommunens eget nät")), effect("mobile/home_care_nurses/locks", only, onlyIf("kommunens eget nät")))},
		{"4.3", "4G/5G: gå över till era lokala reservrutiner", all(step("mobile", "Gå över till enhetens reservrutin"), guide("mobile", "Gå över till enhetens reservrutin"))},
		{"4.3", "4G/5G: datorer kommer in med nätverkskabel", all(effect("mobile/devices/cable", works), effect("mobile/lifecare_hsl/work", only, onlyIf("nätverkskabel")), step("mobile", "nätverkskabel"))},
	}
}

// loggingIn is section 4.4.
func loggingIn() []sentence {
	return []sentence{
		{"4.4", "Utanför kommunens nät krävs BankID, Freja ID eller Feitian", all(effect("no_login/log_in/outside", gone), card("login", "krävs BankID, Freja ID eller Feitian"))},
		{"4.4", "Avtal med Svensk e-identitet kring identifieringen", all(contact("vendor_idp", outage.ContactVendor, "", ""), brings("idp", "no_login"), effect("idp/log_in/feitian", gone))},
		{"4.4", "Störningar hos Svensk bankidentitet eller hos en viss bank", all(effect("bankid/log_in/bankid", gone, instead("Freja")), effect("one_bank/log_in/bankid", only, onlyIf("annan bank")), card("login", "Felet kan ligga hos Svensk bankidentitet eller hos en enda bank"))},
		{"4.4", "IT kan ställa om till AD-inlogg med användarnamn och lösenord", all(effect("bankid/log_in/ad_switch", only, onlyIf("IT-avdelningen har ställt om")), step("bankid", "IT-avdelningen kan ställa om"))},
		{"4.4", "Fungerar detta mot HSL Homecare?", all(open("ad_homecare", outage.RoleSystemManager, "HSL Homecare?"), effect("bankid/log_in/ad_home_care", asked, openIn("ad_homecare")))},
		{"4.4", "Fungerar det mot Storängen, Sofies gård? (systemförvaltare checkar)", all(open("ad_providers", outage.RoleSystemManager, "systemförvaltare checkar"), effect("bankid/log_in/ad_providers", asked, openIn("ad_providers")))},
		{"4.4", "IT ansvarar för omställningen med objektsförvaltaren", all(guide("bankid", "IT-avdelningen ställer om. Objektsförvaltaren sköter"), card("login", "IT och objektsförvaltaren sköter det"))},
	}
}

// longOutages is section 5 to 5.1.
func longOutages() []sentence {
	return []sentence{
		{"5", "Underlag till lokala rutiner och kontinuitetsplaner", escalated("local_routines", 240, "kontinuitetsplan")},
		{"5", "(…/verksamhetschefer checka av dessa punkter?)", open("long_points", outage.RoleAreaHeads, "checka av dessa punkter?")},
		{"5.1", "Lifecare, Phoniro, LMO och Home Care kan inte nås", card("long_checklist", "Lifecare, Phoniro, LMO och Home Care går inte att nå")},
		{"5.1", "Datorer, mobiler och andra backuper laddas ur", all(card("long_checklist", "Datorer, telefoner och reservkraft laddas ur"), escalated("local_routines", 240, "laddas ur"))},
		{"5.1", "Digitala lås och läkemedelsskåp går inte att öppna", all(effect("no_network/digital_locks/app", gone, instead("nyckel")), effect("no_network/medicine_cabinets/app", gone), card("long_checklist", "Digitala lås och läkemedelsskåp öppnar inte"))},
		{"5.1", "Larm kan inte tas emot och boendelås inte öppnas på Aspgården", all(effect("no_network/safety_alarms/receive", gone, instead("ronder")), effect("no_network/door_locks/app", gone, instead("Personaltagg")), step("site", "Gå ronder"), guide("site", "störst fallrisk först"))},
		{"5.1", "Varje verksamhet har back up-rutiner som aktiveras", escalated("local_routines", 240, "Starta enhetens reservrutin")},
		{"5.1", "Vilken information på papper?", card("long_checklist", "Vad ska vi ha utskrivet på papper?")},
		{"5.1", "Hur ska information hanteras?", card("long_checklist", "Hur tar vi hand om information")},
		{"5.1", "Hur ska arbetet utföras utan system?", card("long_checklist", "Hur arbetar vi utan systemen?")},
		{"5.1", "Hur ska information skrivas in, och av vem?", card("long_checklist", "Vem för in det som skrivits, och hur?")},
		{"5.1", "Vilka enheter laddade, och hur laddas de utan ström?", all(card("long_checklist", "Vad måste vara laddat"), guide("power", "Ladda i den här ordningen"), escalated("paper_only", 1440, "laddplan"))},
		{"5.1", "Gemensamma punkter per område", escalated("local_routines", 240, "Följ bladet om långt avbrott för din verksamhet")},
	}
}

// longByArea is sections 5.2 to 5.6, with the part on cabinets that is numbered 4.1.
func longByArea() []sentence {
	oneEnters := "Den som skrev för in det så snart det går, annars en kollega"
	return []sentence{
		{"5.2", "Personkort och senaste utredning med beslut, på säker plats", all(card("long_casework", "Personkort"), card("long_casework", "Senaste utredningen med beslut"), card("long_casework", "inlåst"))},
		{"5.3", "Personkort och genomförandeplan för varje brukare, på säker plats", all(card("long_providers", "Personkort för varje brukare"), card("long_providers", "Byt när den ändras"), card("long_providers", "inlåst"))},
		{"5.3", "Journal för hand, införs omgående av den ansvarige", all(card("long_providers", "Anteckna i journalen för hand"), card("long_providers", "Den som skrev för in det så snart det går"), step("lifecare", "för in det du skrev, direkt"))},
		{"5.3", "Om inte möjligt, av annan personal", all(card("long_providers", oneEnters), step("lifecare", "gör en kollega det"))},
		{"5.3", "Manuella anteckningar på ett och samma ställe", all(card("long_providers", "på en och samma plats"), step("lifecare", "enhetens gemensamma plats"))},
		{"5.3", "Avvikelse för hand, registreras i efterhand", card("long_providers", "Skriv avvikelser för hand. Registrera dem i efterhand")},
		{"5.3", "HSL-uppdrag signeras för hand, registreras i efterhand", all(card("long_providers", "Signera HSL-uppdrag på papper"), step("lifecare", "Signera HSL-uppdrag på papper"))},
		{"5.3", "Tomma signeringslistor i hemmapärmen", card("long_providers", "Tomma signeringslistor för läkemedel och rehab ligger i varje hemmapärm")},
		{"5.4", "Besöksplaner utskrivna eller sparade, på säker plats", all(card("long_planning", "Aktuella besöksplaner"), card("long_planning", "inlåst"))},
		{"5.4", "Morgondagens insatsschema sparas och skrivs ut", card("long_planning", "spara fil och skriv ut, varje dag")},
		{"5.4", "Inför helger alla dagar", card("long_planning", "Inför helg och storhelg: spara och skriv ut alla dagarna")},
		{"5.5", "Personkort med anhöriga, läkare och sjuksköterska", card("long_health", "anhöriga, patientansvarig läkare och sjuksköterska")},
		{"5.5", "Information och dokumentation av vikt", card("long_health", "Viktig information och dokumentation")},
		{"5.5", "På säker plats på enheten", card("long_health", "inlåst")},
		{"5.5", "Journal för hand, införs omgående av den ansvarige", card("long_health", "Anteckna i journalen för hand")},
		{"5.5", "Om inte möjligt, av annan person", card("long_health", oneEnters)},
		{"5.5", "Manuella anteckningar på ett och samma ställe", card("long_health", "på en och samma plats")},
		{"5.5", "Överföring från jour till ordinarie, och mellan vårdgivare", all(card("long_health", "Jouren lämnar över till ordinarie personal"), escalated("paper_only", 1440, "mellan vårdgivare och utförare"), writes("lifecare_hsl", "sbar"))},
		{"5.5", "Avvikelse för hand, registreras i efterhand", card("long_health", "Skriv avvikelser för hand")},
		{"5.5", "Tomma signeringslistor i hemmapärmen", card("long_health", "Tomma signeringslistor för läkemedel och rehab ligger i varje hemmapärm")},
		{"5.5", "Veckans besök utskrivna eller sparade", card("long_health", "Veckans besök. Utskrivna eller sparade")},
		{"5.5", "… i Lifecare kalender (?)", open("health_calendar", outage.RoleObjectOwner, "kalender (?)")},
		{"4.1 inside 5", "Skåp på el: alltid en uppladdad UPS", all(card("long_cabinets", "Laddad UPS till varje enhet som har skåp på el"), card("equipment", "UPS till läkemedelsskåp på el är laddad"))},
		{"4.1 inside 5", "Boenden: skåp eller hurts med vanlig nyckel", all(card("long_cabinets", "minst ett skåp eller en hurts med vanlig nyckel"), effect("power/medicine_cabinets/key", works), card("cabinets", "använd skåpet eller hurtsen med vanlig nyckel"))},
		{"4.1 inside 5", "Ordinärt boende: rutin för fysiska nycklar", all(card("long_cabinets", "rutinen för fysiska nycklar"), card("cabinets", "följ rutinen för fysiska nycklar"))},
		{"5.6", "Bärbara datorer och iPads alltid laddade", card("long_power", "Bärbara datorer och iPads: alltid laddade")},
		{"5.6", "Telefoner på laddning efter arbetspasset", card("long_power", "på laddning efter varje pass")},
		{"5.6", "Bilarna har laddare för Android, iPhone och iPad", all(card("long_power", "laddare för Android, iPhone och iPad"), guide("power", "finns i bilarna"))},
		{"5.6", "Externa USB-batterier laddade och klara", card("long_power", "USB-batterier: laddade och framme")},
		{"5.6", "Larmtelefoner efter enhetens egen rutin", all(card("long_power", "Larmtelefoner: enhetens egen rutin"), guide("power", "Larmtelefoner, efter enhetens rutin"))},
	}
}
