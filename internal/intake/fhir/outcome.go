package fhir

import (
	"encoding/json"
)

// outcome counts what a server says about its own answer.
func (r *run) outcome(e *entry) {
	if why := r.why(e); why != "ok" {
		r.counts["fhir_outcome_"+why]++
	}
}

// why sorts a server's answer by its codes. What it says in words can name a person and is not
// passed on.
func (r *run) why(e *entry) string {
	var wire struct {
		Issue []struct {
			Severity string `json:"severity"`
			Code     string `json:"code"`
		} `json:"issue"`
	}
	if json.Unmarshal(e.raw, &wire) != nil {
		return "other"
	}
	worst := "ok"
	for _, issue := range wire.Issue {
		switch issue.Code {
		case "security", "login", "unknown", "expired", "forbidden", "suppressed":
			return "refused"
		case "not-found", "deleted":
			worst = "missing"
		case "transient", "lock-error", "no-store", "timeout", "throttled", "exception", "incomplete", "too-costly":
			worst = "busy"
		case "informational", "success":
		default:
			if issue.Severity != "information" && worst == "ok" {
				worst = "other"
			}
		}
	}
	return worst
}
