package main

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/page/backlog"
	"avbrottsparm/app/page/intake"
	"avbrottsparm/app/page/notes"
	"avbrottsparm/app/page/outage"
	"avbrottsparm/app/page/paper"
	"avbrottsparm/app/page/people"
	"avbrottsparm/app/page/ready"
	"avbrottsparm/app/page/review"
	"avbrottsparm/app/page/safety"
	"avbrottsparm/app/page/schedule"
	"avbrottsparm/app/page/settings"
	"avbrottsparm/app/page/start"
	"avbrottsparm/app/page/users"
	"avbrottsparm/app/page/write"
	"avbrottsparm/app/shell"
	"avbrottsparm/internal/printer"
	"avbrottsparm/internal/sheet"
)

// files are how the computer saves, opens and prints.
func files() paper.Files {
	f := paper.Files{Folder: printer.UsualFolder(), Save: printer.Save, Open: printer.Open}
	if printer.CanDraw() {
		f.Draw = printer.Draw
	}
	return f
}

// printPage prints one page on the system's usual printer.
func printPage(ctx context.Context, pdf []byte) error {
	return printer.New().Send(ctx, pdf, sheet.Sending{})
}

// screens are the places of the left column, from the top.
func screens(files paper.Files) []shell.Screen {
	plain := func(name page.Name, icon fyne.Resource, make func(page.Host) page.Page) shell.Screen {
		return shell.Screen{Name: name, Icon: icon, Make: func(w *shell.Window) page.Page { return make(w) }}
	}
	return []shell.Screen{
		plain(page.Start, theme.HomeIcon(), start.New),
		plain(page.People, theme.AccountIcon(), people.New),
		plain(page.Schedule, theme.CalendarIcon(), schedule.New),
		plain(page.Write, theme.DocumentCreateIcon(), write.New),
		plain(page.Notes, theme.ListIcon(), notes.New),
		{Name: page.Paper, Icon: theme.DocumentPrintIcon(), Make: func(w *shell.Window) page.Page { return paper.New(w, files) }},
		{Name: page.Outage, Icon: theme.WarningIcon(), Make: func(w *shell.Window) page.Page { return outage.New(w, saved(files)) }},
		{Name: page.Backlog, Icon: theme.UploadIcon(), Make: func(w *shell.Window) page.Page { return backlog.New(w, saved(files)) }},
		{Name: page.Ready, Icon: theme.ConfirmIcon(), Make: readyOf(files)},
		{Name: page.Intake, Icon: theme.DownloadIcon(), Make: func(w *shell.Window) page.Page { return intake.New(w, saved(files)) }},
		{Name: page.Users, Icon: look.IconKey(), Make: func(w *shell.Window) page.Page { return users.New(w, users.Print(w.Print)) }},
		{Name: page.Review, Icon: theme.HistoryIcon(), Make: func(w *shell.Window) page.Page { return review.New(w, saved(files)) }},
		{Name: page.Safety, Icon: theme.StorageIcon(), Make: func(w *shell.Window) page.Page { return safety.New(w, saved(files)) }},
		{Name: page.Settings, Icon: theme.SettingsIcon(), Make: settingsOf},
	}
}

// saved is where the other screens put their files: beside the papers.
func saved(files paper.Files) page.Files {
	return page.Files{Folder: files.Folder, Save: files.Save, Open: files.Open}
}

// readyOf is the screen with how well the unit is prepared, which begins a drill where there can be one.
func readyOf(files paper.Files) func(w *shell.Window) page.Page {
	return func(w *shell.Window) page.Page {
		p := ready.Params{Files: saved(files)}
		if w.Drill != nil && !w.Practising() {
			p.Practise = w.Practise
		}
		return ready.New(w, p)
	}
}

func settingsOf(w *shell.Window) page.Page {
	return settings.New(w, settings.Params{
		Choices: func() settings.Choices { return w.Choices },
		Choose:  w.Choose,
		Folder:  w.Folder,
		Version: w.Version,
	})
}
