package ready

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"avbrottsparm/app/control"
	"avbrottsparm/app/look"
	"avbrottsparm/app/page"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/access"
	"avbrottsparm/internal/desk"
	"avbrottsparm/internal/text"
)

// Bounds of a folder that is read in.
const (
	mostFiles  = 400
	mostInFile = 4 << 20
)

// catalogueFiles is where all that the binder knows of systems, failures and steps can be taken out as
// files, changed by the unit head, and read in again. A mistake is shown with file, line and reason, and
// nothing is changed then.
type catalogueFiles struct {
	*screen
	again   func()
	resized func()
	quiet   *control.QuietMessage
	which   *control.Text
	faulty  *fyne.Container
	usual   *control.Button
	section fyne.CanvasObject
}

func newCatalogueFiles(s *screen, again, resized func()) *catalogueFiles {
	w := s.words
	p := &catalogueFiles{screen: s, again: again, resized: resized, quiet: control.NewQuietMessage(), which: control.Plain(""), faulty: control.Stack(look.Gap)}
	p.quiet.Hide()
	out := control.NewButton(w.Say("readypage.catalogue.export"), theme.UploadIcon(), p.export)
	in := control.NewButton(w.Say("readypage.catalogue.import"), theme.DownloadIcon(), p.bring)
	p.usual = control.NewButton(w.Say("readypage.catalogue.usual"), theme.ContentUndoIcon(), func() { p.take(map[string][]byte{}) })
	inside := control.Stack(look.Gap, control.Plain(w.Say("readypage.catalogue.what")), p.which, p.faulty)
	if err := s.Session().May(access.RightUnit); err != nil {
		inside.Add(control.Flow(look.Gap, out))
		inside.Add(control.Quiet(w.Explain(err)))
	} else {
		inside.Add(control.Flow(look.Gap, out, in, p.usual))
	}
	inside.Add(p.quiet)
	p.section = control.NewSection(w.Say("readypage.catalogue"), inside)
	return p
}

// show tells whose catalogue holds.
func (p *catalogueFiles) show() {
	own := p.Session().OwnCatalogue()
	key := "readypage.catalogue.brought"
	if own {
		key = "readypage.catalogue.own"
	}
	p.which.SetText(p.words.Say(key))
	p.usual.Hidden = !own
	p.faulty.RemoveAll()
	if err := p.Session().CatalogueFault(); err != nil {
		p.faulty.Add(control.NewNoticeBox(control.ToneFault, p.words.Explain(err), nil))
	}
}

func (p *catalogueFiles) say(tone control.Tone, sentence string) {
	p.quiet.Say(tone, sentence)
	p.quiet.Show()
	p.resized()
}

// export lets somebody choose a folder, in which a new one holds the files.
func (p *catalogueFiles) export() {
	page.ChooseFolder(p.Window(), p.words.Say("readypage.catalogue.export"), p.Files.Folder, func(folder string, err error) {
		if err != nil {
			p.Fail(err)
			return
		}
		p.exportTo(filepath.Join(folder, p.words.Say("readypage.catalogue.folder", "when", p.Session().Now().Format("2006-01-02-150405"))))
	})
}

func (p *catalogueFiles) exportTo(folder string) {
	files := p.Session().ExportCatalogue()
	task.Go(p.Runner(), "export the catalogue", func(context.Context) (struct{}, error) {
		for name, content := range files {
			if _, err := p.Files.Save(filepath.Join(folder, filepath.FromSlash(path.Dir(name))), path.Base(name), content); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, func(_ struct{}, err error) {
		if err != nil {
			p.say(control.ToneFault, p.words.Explain(err))
			return
		}
		p.say(control.ToneGood, p.words.Count("readypage.catalogue.exported", len(files), "folder", folder))
	})
}

// bring lets somebody choose the folder with changed files.
func (p *catalogueFiles) bring() {
	page.ChooseFolder(p.Window(), p.words.Say("readypage.catalogue.import"), p.Files.Folder, func(folder string, err error) {
		if err != nil {
			p.Fail(err)
			return
		}
		p.bringFrom(folder)
	})
}

func (p *catalogueFiles) bringFrom(folder string) {
	task.Go(p.Runner(), "read the catalogue", func(context.Context) (map[string][]byte, error) { return readFolder(os.DirFS(folder)) },
		func(files map[string][]byte, err error) {
			switch {
			case err != nil:
				p.say(control.ToneFault, p.words.Explain(err))
			case len(files) == 0:
				p.say(control.ToneFault, p.words.Say("readypage.catalogue.empty"))
			default:
				p.take(files)
			}
		})
}

// take makes the files the unit's own; none bring back what the program brings.
func (p *catalogueFiles) take(files map[string][]byte) {
	key := "readypage.catalogue.imported"
	if len(files) == 0 {
		key = "readypage.catalogue.back"
	}
	told(p.screen, p.quiet, func(ctx context.Context, b *desk.Session) error { return b.ImportCatalogue(ctx, files) }, func() {
		p.again()
		p.say(control.ToneGood, p.words.Say(key))
	})
	p.resized()
}

// readFolder reads the files of a catalogue below a folder, by their path in it.
func readFolder(folder fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return text.Because(pathless(err), "readypage.unreadable")
		case entry.IsDir() || !strings.HasSuffix(name, ".json"):
			return nil
		case len(files) == mostFiles:
			return text.NewFault("readypage.many_files", "most", mostFiles)
		}
		files[name], err = readBounded(folder, name)
		return err
	})
	return files, err
}

func readBounded(folder fs.FS, name string) ([]byte, error) {
	f, err := folder.Open(name)
	return readFile(f, err, mostInFile)
}
