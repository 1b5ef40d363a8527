package sheet

import (
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/outage"
)

// CallCode is what the code beside a telephone number holds, so that a phone that scans it offers to
// call. It is empty for what isn't one number: extensions, several numbers, words.
func CallCode(number string) string {
	if number = outage.Dialled(number); number == "" {
		return ""
	}
	return "tel:" + number
}

// firstCode calls the first of somebody's numbers that can be dialled. A protected number has no code.
func firstCode(phones []care.Phone) string {
	for _, phone := range phones {
		if code := CallCode(phone.Number); code != "" && !phone.Protected {
			return code
		}
	}
	return ""
}

// TextCode is what a code holds that opens a text message on the phone that scans it (outage.SMSLink). It
// is empty where a number can't be dialled, without a text, and where the text is too long to be scanned.
func TextCode(numbers []string, body string) string {
	link, err := outage.SMSLink(numbers, body)
	if err != nil {
		return ""
	}
	return link
}

// plainText is a text without control characters; its line breaks stay.
func plainText(body string) string { return outage.CleanText(body) }
