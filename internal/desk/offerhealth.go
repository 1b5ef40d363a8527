package desk

import (
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/sheet"
)

// What is printed of health care.
const (
	PrintHealth  What = "health"
	PrintSigning What = "signing"
)

func healthOffers() []offer {
	return []offer{
		{what: PrintHealth, group: GroupHealth, takes: TakesPerson, area: access.AreaHealth,
			compose: each(sheet.HasHealth, func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Health(c.at, d) })},
		{what: PrintSigning, group: GroupHealth, takes: TakesPerson | TakesDay,
			compose: forAll(func(c *composing, d *care.Dossier) sheet.Sheet { return sheet.Signing(c.at, d, c.o.Date) })},
	}
}
