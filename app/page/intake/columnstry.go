package intake

import (
	"context"
	"strings"

	"avbrottsparm/app/control"
	"avbrottsparm/app/task"
	"avbrottsparm/internal/care"
	"avbrottsparm/internal/desk"
)

// changed shows what would come in by what is chosen now, or what must be chosen first.
func (c *columns) changed() {
	if c.silent || len(c.sheets) == 0 {
		return
	}
	c.routeBox.(*control.Field).Hidden = c.choice.kind != usualKind || c.columnOf("route") >= 0
	c.form.Refresh()
	c.use.Disable()
	if lacking := c.choice.needs(); len(lacking) > 0 {
		c.trying.Drop()
		var said []string
		for _, set := range lacking {
			said = append(said, c.words.Say("columnspage.one_of", "columns", c.fieldWords(set)))
		}
		c.outcome.fail(strings.Join(said, "\n"))
		return
	}
	c.outcome.wait(c.words.Say("columnspage.trying"))
	m, f, how, now := c.chosen(), c.file, c.how, c.session.Now()
	f.Mapping, how.Mapping = &m, nil
	c.trying.Ask(func(ctx context.Context) (file, error) {
		p, err := c.session.Preview(ctx, []desk.File{f}, how)
		if err != nil {
			return file{}, err
		}
		return word(c.words, p.Files[0], now), ctx.Err()
	}, func(seen file, err error) {
		if err != nil {
			c.outcome.fail(c.words.Explain(err))
			return
		}
		c.outcome.show(seen)
		if seen.err == "" && !c.storing {
			c.use.Enable()
		}
	})
}

// columnOf is the column that is read as a field; -1 where none is.
func (c *columns) columnOf(field string) int {
	for i := range c.choice.fields {
		if c.choice.read(i) == field {
			return i
		}
	}
	return -1
}

// mostNeeded is how many of the fields are named of which one is needed.
const mostNeeded = 4

func (c *columns) fieldWords(fields []string) string {
	var words []string
	for i, field := range fields {
		if i == mostNeeded {
			return strings.Join(words, ", ") + " …"
		}
		words = append(words, c.words.Say("column."+field))
	}
	return strings.Join(words, ", ")
}

// useIt goes back to the preview with the choice, and remembers it when somebody wants that.
func (c *columns) useIt() {
	m := c.chosen()
	if !c.remember.Checked {
		c.leave(&m)
		return
	}
	if c.storing {
		return
	}
	c.storing = true
	c.use.Disable()
	task.Go(c.host.Runner(), "remember columns", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.session.SaveMapping(ctx, m)
	}, func(_ struct{}, err error) {
		c.storing = false
		c.use.Enable()
		if err != nil {
			c.quiet.Say(control.ToneFault, c.words.Explain(err))
			c.quiet.Show()
			c.whole.Refresh()
			return
		}
		c.leave(&m)
	})
}

// leave goes back to where the columns were asked about. Nothing of the file is kept here.
func (c *columns) leave(m *care.Mapping) {
	c.sketching.Drop()
	c.trying.Drop()
	done := c.done
	c.forget()
	if done != nil {
		done(m)
	}
}

// forget lets go of the file's rows.
func (c *columns) forget() {
	c.file, c.done, c.sheets, c.choice = desk.File{}, nil, nil, choice{}
	c.grid.fill(nil, nil, nil, nil)
	c.outcome.wait("")
}

// showSaved lists the choices that the binder remembers.
func (c *columns) showSaved() {
	c.trying.Drop()
	c.list.open(len(c.sheets) > 0)
	c.show(c.list.whole)
	c.host.Window().Canvas().Focus(c.list.list)
}

// listed hears that the list of what is remembered is left, with the one to use here.
func (c *columns) listed(m *care.Mapping) {
	if len(c.sheets) == 0 { // it was opened by itself
		c.leave(nil)
		return
	}
	c.show(c.one)
	if m != nil {
		c.choice.take(*m)
		c.renew()
		c.name.SetText(m.Name)
		return
	}
	c.changed()
}
