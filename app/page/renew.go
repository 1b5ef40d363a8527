package page

// Renewer is a screen that shows what comes in by itself. Renew brings it up to date where it
// stands, without moving what somebody is at.
type Renewer interface{ Renew() }
