package shell

import (
	"encoding/json"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"avbrottsparm/internal/text"
)

// fyneWords makes Fyne's own few words (Copy, Paste, Open) those of the chosen language. Fyne
// can only follow the system, so ours are given to it under the name of the system's language.
func fyneWords(words *text.Words) error {
	own := map[string]string{}
	for _, key := range words.Keys() {
		if name, ok := strings.CutPrefix(key, "fyne."); ok {
			own[name] = words.Say("fyne." + name)
		}
	}
	raw, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("words for Fyne: %w", err)
	}
	if err := lang.AddTranslationsForLocale(raw, lang.SystemLocale()); err != nil {
		return fmt.Errorf("words for Fyne: %w", err)
	}
	return nil
}
