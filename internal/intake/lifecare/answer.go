package lifecare

import (
	"encoding/json"
	"reflect"

	"avbrottsparm/internal/care"
)

// answer is one of the interface's answers.
type answer struct {
	// read is the last part of its path in the interface; a file with it is called so.
	read      string
	readWords []string
	typeWords []string // of what an object of it is called in XML
	format    string   // what its items have as Source
	kinds     []care.Kind
	// tells are fields that no other answer of the interface has, read here or not.
	tells  []string
	fields map[string]bool // in small letters, all that is read of an object
	wire   reflect.Type
	take   func(*run, json.RawMessage)
}

func answerOf[T any](read, typ, format string, kinds []care.Kind, take func(*run, T), tells ...string) *answer {
	wire := reflect.TypeFor[T]()
	a := &answer{read: read, readWords: words(read), typeWords: words(typ), format: "lifecare." + format, kinds: kinds, tells: tells, wire: wire, fields: map[string]bool{}}
	eachField(wire, func(name string, _ reflect.Type) { a.fields[name] = true })
	a.take = func(r *run, object json.RawMessage) {
		readAs(r, object, func(w T) { take(r, w) })
	}
	return a
}

func kinds(all ...care.Kind) []care.Kind { return all }

// The answers that others have to be told from by more than fields of their own.
var (
	clients = answerOf("clients", "Client", "clients", kinds(care.KindPerson), (*run).client,
		"protectedregistration", "isconfidential", "deregistration", "maritalstatus")
	relatives  = answerOf("relatives", "RelativePerson", "relatives", kinds(care.KindRelative), (*run).relative)
	contacts   = answerOf("contacts", "ContactPerson", "contacts", kinds(care.KindContact), (*run).contact)
	absences   = answerOf("client_absences", "ClientAbsence", "absences", kinds(care.KindAbsence), (*run).absence)
	socialCare = answerOf("sol_decisions", "Decision", "sol_decisions", kinds(care.KindDecision), (*run).socialDecision,
		"decisionlevel", "executionstartdate", "executionenddate", "hourtype", "daytype", "visittype", "amounttype", "quantitytype",
		"daysofdecision", "iterationnumber", "orderids")
	disability = answerOf("lss_decisions", "LssDecision", "lss_decisions", kinds(care.KindDecision), (*run).disabilityDecision,
		"personcategory1", "personcategory2", "personcategory3", "personcategory3p", "personcategoryid", "sfbcaseworker",
		"increasedhourlyamount", "standardamount")
	investigations = answerOf("investigations", "Investigation", "investigations", kinds(care.KindInvestigation), (*run).investigation)
	occurrences    = answerOf("lifecare_hsl_activity_occurrence", "ActivityResult", "hsl_occurrences", kinds(care.KindHealthOrder), (*run).occurrence)
	staff          = answerOf("provider_personnels", "ProviderPersonnelWithRoles", "staff", kinds(care.KindReference), (*run).personnel,
		"hsaids", "roles", "userid", "signature")
	executions = answerOf("executions", "Execution", "executions", kinds(care.KindReference), (*run).execution,
		"coprofessional", "endreasonid", "endreasontext", "providerunit")
)

// answers are in the order in which the lists of one file are taken in: what others point to
// comes first.
var answers = []*answer{
	clients, relatives, contacts,
	answerOf("client_critical_informations", "ClientCriticalInformation", "critical", kinds(care.KindWarning), (*run).critical,
		"infections", "observations", "warnings"),
	answerOf("service_plans", "ServicePlan", "plans", kinds(care.KindPlan), (*run).plan,
		"establisheddate", "clientparticipation", "clientparticipationcomment", "importantinformation", "otherservices",
		"followupdate", "followupcomment"),
	answerOf("planned_workshifts", "PlannedWorkshift", "workshifts", kinds(care.KindShift, care.KindVisit), (*run).shift,
		"plannedactivities", "isrevoked", "typeoftransportation", "traveltimehome", "modificationtime"),
	absences, investigations, socialCare, disability,
	answerOf("lifecare_hsl_journal", "LifecareHslJournal", "hsl_journals", kinds(care.KindJournal), (*run).journal,
		"journalid", "customernumber", "endreason"),
	answerOf("lifecare_hsl_orders", "LifecareHslOrder", "hsl_orders", kinds(care.KindHealthOrder), (*run).order,
		"orderername", "ordererid", "ordertext", "receiverproviderunitname", "receiverproviderunitid", "confirmeddate",
		"patientorganizationid", "patientorganizationunitid", "errormarkeddate"),
	answerOf("lifecare_hsl_activity", "Activity", "hsl_activities", kinds(care.KindHealthOrder), (*run).activityOfHealth,
		"extrakvacodes", "plannedmeasuredtypes", "nonotification", "rrulesummaryswedish", "rrulesummarybritish", "kvacode",
		"isplanned", "inactivatedby"),
	answerOf("lifecare_hsl_order_services", "LifecareHslOrderService", "hsl_services", kinds(care.KindHealthOrder), (*run).service,
		"lhslorderactivities", "otherhealthcareprofessionals", "otherprofession", "assistantnurse", "inactivateddate",
		"iscareprocessclosed", "isjournalclosed", "errormarkeddatetime"),
	occurrences,
	answerOf("lifecare_hsl_activity_performed", "ActivityPerformed", "hsl_performed", kinds(care.KindSigning), (*run).performed,
		"activityperformedkvas", "measuredvalues", "reasonnotperformed", "performedtime", "plannedtime"),
	answerOf("provider_units", "ProviderUnit", "units", kinds(care.KindReference), (*run).unit,
		"companyid", "companyname", "isshelteredhousing"),
	staff,
	answerOf("provider_headlines", "ProviderNoteHeadline", "headlines", kinds(care.KindReference), (*run).headline,
		"phrasetexts", "helptext", "isactive"),
	executions,
}

// alien are fields of the interface's other answers, which share too many fields with these to be
// told from them otherwise.
var alien = []string{"foreignid", "executionid", "decisionid", "servicetypeid", "visitid", "externalid", "originid", "headlineid",
	"treeid", "children", "orderer", "personnelpersonid"}
