package data

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"avbrottsparm/internal/care"
)

// The routes that the tour's changed schedule is about; both run every day of the week.
var tourRoutes = []string{"Slinga 1 dag", "Slinga 2 dag"}

// DemoTour gives the extra files that the console tour and the guide import by hand, on top of
// Demo for the same day: a changed schedule for tomorrow (xlsx), a list of relatives (csv), and
// a schedule with three good rows and five that each have one thing wrong (csv).
func DemoTour(day time.Time) ([]DemoFile, error) {
	day = care.Day(day)
	unit, err := readDemoUnit()
	if err != nil {
		return nil, err
	}
	changed, err := unit.changedSchedule(care.NextDay(day, 1))
	if err != nil {
		return nil, err
	}
	relatives, err := tourTable("anhorigas-telefonlista.csv")
	if err != nil {
		return nil, err
	}
	wrong, err := unit.wrongSchedule(care.NextDay(day, 1))
	if err != nil {
		return nil, err
	}
	return []DemoFile{changed, relatives, wrong}, nil
}

func tourTable(name string) (DemoFile, error) {
	rows, err := demoRows(name)
	if err != nil {
		return DemoFile{}, err
	}
	raw, err := utf8WithMark(rows)
	if err != nil {
		return DemoFile{}, err
	}
	return DemoFile{name, raw}, nil
}

// changedSchedule is a day's two first routes as the planner changed them in the morning: the
// last visit is cancelled on the first route and comes ten minutes later on the second, and a
// colleague takes over the whole second route.
func (u *demoUnit) changedSchedule(day time.Time) (DemoFile, error) {
	rows := [][]string{routeHeader}
	stand := u.standIn(day)
	for n, route := range tourRoutes {
		visits := u.visitsOn(day, route)
		if len(visits) == 0 {
			return DemoFile{}, fmt.Errorf("demo: no visits on %s", route)
		}
		last := len(visits) - 1
		if n == 0 {
			visits = visits[:last]
		} else {
			visits[last].from = visits[last].from.Add(10 * time.Minute)
			visits[last].to = visits[last].to.Add(10 * time.Minute)
		}
		for _, v := range visits {
			if n == 1 {
				v.staff = stand
			}
			row, err := u.routeRow(v)
			if err != nil {
				return DemoFile{}, err
			}
			rows = append(rows, row)
		}
	}
	raw, err := workbook("Slingor", "Ändrat schema "+day.Format("2006-01-02"), rows)
	if err != nil {
		return DemoFile{}, err
	}
	return DemoFile{"andrat-schema.xlsx", raw}, nil
}

// standIn is someone who works day routes but has the day off.
func (u *demoUnit) standIn(day time.Time) string {
	busy := map[string]bool{}
	for _, v := range u.visitsOn(day, "Slinga") {
		busy[v.staff] = true
	}
	for _, route := range u.base {
		if !strings.HasSuffix(route.route, "dag") {
			continue
		}
		for _, week := range u.rota[route.route] {
			for _, signature := range week {
				if signature != "" && !busy[signature] {
					return signature
				}
			}
		}
	}
	return ""
}

// workbook writes a sheet as a planner's export looks: a title row above the header.
func workbook(sheet, title string, rows [][]string) (raw []byte, err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil && closed != nil {
			err = fmt.Errorf("demo: close workbook: %w", closed)
		}
	}()
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return nil, fmt.Errorf("demo: write workbook: %w", err)
	}
	if err := book.SetCellStr(sheet, "A1", title); err != nil {
		return nil, fmt.Errorf("demo: write workbook: %w", err)
	}
	for i, row := range rows {
		if err := book.SetSheetRow(sheet, "A"+strconv.Itoa(i+2), &row); err != nil {
			return nil, fmt.Errorf("demo: write workbook: %w", err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, fmt.Errorf("demo: write workbook: %w", err)
	}
	return out.Bytes(), nil
}

// wrongSchedule is an extra route that somebody typed in a hurry.
func (u *demoUnit) wrongSchedule(day time.Time) (DemoFile, error) {
	source, err := demoRows("extraslinga-med-fel.csv")
	if err != nil {
		return DemoFile{}, err
	}
	for i, row := range source {
		for j, cell := range row {
			source[i][j] = strings.ReplaceAll(cell, "{{day}}", day.Format("2006-01-02"))
		}
	}
	raw, err := windows1252(source)
	if err != nil {
		return DemoFile{}, err
	}
	return DemoFile{"extraslinga-med-fel.csv", raw}, nil
}
