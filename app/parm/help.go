package main

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"avbrottsparm/internal/text"
)

type helpWord struct {
	Word []string `arg:"" optional:"" help:"${help_word}"`
}

// Run tells what all words are for, or how one of them is used.
func (c *helpWord) Run(a *app) error {
	if len(c.Word) == 0 {
		a.overview()
		return nil
	}
	if c.Word[0] == "write" {
		if f, ok := a.kindAmong(c.Word[1:]); ok {
			a.helpOnKind(f)
			return nil
		}
		if len(c.Word) > 1 && a.json {
			return misuse{a.kindUnknown()}
		}
	}
	node := a.model.Node
	for i, word := range c.Word {
		next := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == word })
		switch {
		case next >= 0:
			node = node.Children[next]
		case i == 0 || len(node.Children) > 0:
			return misuse{text.NewFault("parm.unexpected", "what", word)}
		}
	}
	if c.Word[0] == "write" && a.json {
		a.putJSON(a.shapeKinds())
		return nil
	}
	a.helpOn(node)
	if c.Word[0] == "write" {
		a.listKinds()
	}
	return nil
}

func (a *app) overview() {
	p := a.page()
	p.line(a.words.Say("parm.about"))
	p.gap()
	p.line(a.words.Say("parm.words"))
	var rows [][]string
	for _, node := range a.model.Children {
		if !node.Hidden {
			rows = append(rows, []string{"  " + node.Name, node.Help})
		}
	}
	p.table(nil, rows)
	p.gap()
	p.line(a.words.Say("parm.everywhere"))
	p.table(nil, flagRows(a.model.Node.Flags))
	p.gap()
	p.line(a.words.Say("parm.codes"))
	p.line(a.words.Say("parm.see_word"))
}

func (a *app) helpOn(node *kong.Node) {
	p := a.page()
	p.line(usage(node))
	p.gap()
	p.line(node.Help)
	p.gap()
	var rows [][]string
	for _, child := range node.Children {
		rows = append(rows, []string{"  " + child.Name, child.Help})
	}
	if rows != nil {
		p.table(nil, rows)
		p.gap()
		p.line(a.words.Say("parm.see_part", "word", node.Name))
		return
	}
	for _, arg := range node.Positional {
		rows = append(rows, []string{"  " + strings.ToUpper(arg.Name), arg.Help})
	}
	p.table(nil, append(rows, append(flagRows(node.Flags), flagRows(a.model.Node.Flags)...)...))
}

func flagRows(flags []*kong.Flag) [][]string {
	var rows [][]string
	for _, flag := range flags {
		rows = append(rows, []string{"  " + written(flag), flag.Help})
	}
	return rows
}

// written is a flag with its value: "-o, --output DIR".
func written(flag *kong.Flag) string {
	name := "--" + flag.Name
	if flag.Short != 0 {
		name = "-" + string(flag.Short) + ", " + name
	}
	if !flag.IsBool() {
		name += " " + flag.PlaceHolder
	}
	return name
}

// usage is one line: the word, what must be given, and what may be given in brackets.
func usage(node *kong.Node) string {
	var must, may []string
	for _, flag := range node.Flags {
		name := "--" + flag.Name
		if flag.Short != 0 {
			name = "-" + string(flag.Short)
		}
		if !flag.IsBool() {
			name += " " + flag.PlaceHolder
		}
		if flag.Required {
			must = append(must, name)
		} else {
			may = append(may, "["+name+"]")
		}
	}
	for _, arg := range node.Positional {
		name := strings.ToUpper(arg.Name)
		if arg.IsCumulative() {
			name += "..."
		}
		if arg.Required {
			must = append(must, name)
		} else {
			may = append(may, "["+name+"]")
		}
	}
	return strings.Join(append(append([]string{"parm", wordsTo(node)}, must...), may...), " ")
}

// wordsTo is a word with those that it belongs to: "users add".
func wordsTo(node *kong.Node) string {
	if node.Parent == nil || node.Parent.Type == kong.ApplicationNode {
		return node.Name
	}
	return wordsTo(node.Parent) + " " + node.Name
}

type versionWord struct{}

// Run names the version.
func (c *versionWord) Run(a *app) error {
	if a.json {
		a.putJSON(map[string]string{"version": version})
		return nil
	}
	a.page().line("parm " + version)
	return nil
}
