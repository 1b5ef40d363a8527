package sheet

// KindReadout is a message that is read out to colleagues.
const KindReadout Kind = "readout"

// readoutRows is how many groups or shifts it is noted for that the message was read out.
const readoutRows = 6

// Readout is a message for whoever carries the unit's mobile to read out (routine 3.1.1), with a code
// that opens it as a text message. Without a message it is a sheet to write one on, by the four points
// that information on an outage holds.
func Readout(s Setting, message string) Sheet {
	w := s.Words
	sh := Sheet{Kind: KindReadout, Title: w.Say("sheet.readout.title"), Chapter: w.Say("sheet.chapter.unit"),
		Foot: []string{w.Say("sheet.readout.foot"), w.Say("sheet.readout.rule")}}
	message = plainText(message)
	if message == "" {
		sh.Blank = true
		sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.readout.write")})
		for _, part := range []string{w.Say("sheet.readout.fault"), w.Say("sheet.readout.touched"), w.Say("sheet.readout.done"), w.Say("sheet.readout.expected")} {
			sh.Blocks = append(sh.Blocks, Lines{Label: part, Count: 3})
		}
	} else {
		sh.Blocks = append(sh.Blocks, Notice{Lines: []string{message}})
		if code := TextCode(nil, message); code != "" {
			sh.Blocks = append(sh.Blocks, Code{Content: code, Caption: w.Say("sheet.readout.code")})
		} else {
			sh.Blocks = append(sh.Blocks, Text{Text: w.Say("sheet.readout.too_long"), Quiet: true})
		}
	}
	table := Table{Columns: []Column{
		{Title: w.Say("sheet.readout.to"), Width: 50},
		{Title: w.Say("sheet.readout.when"), Width: 25},
		{Title: w.Say("sheet.readout.by"), Width: 25},
	}}
	for range readoutRows {
		table.Rows = append(table.Rows, Row{Height: checkHeight, Cells: []string{"", "", ""}})
	}
	sh.Blocks = append(sh.Blocks, Heading{w.Say("sheet.readout.read")}, table)
	return sh
}
