package readiness

import (
	"slices"
	"time"
	"unicode/utf8"

	"avbrottsparm/internal/text"
)

// TaskKind is what a task of a drill is about.
type TaskKind string

// The tasks of a drill.
const (
	TaskFind  TaskKind = "find"
	TaskPrint TaskKind = "print"
	TaskWrite TaskKind = "write"
	TaskCall  TaskKind = "call"
)

// TaskKinds lists the tasks in the order in which they are given.
func TaskKinds() []TaskKind { return []TaskKind{TaskFind, TaskPrint, TaskWrite, TaskCall} }

// Task is one task of a drill and how it went.
type Task struct {
	Kind TaskKind `json:"kind"`
	Done bool     `json:"done"`
	// Seconds is how long it took from when it was given; of one that was not done, until it was given up.
	Seconds int `json:"seconds"`
}

// Drill is a drill that was held on an invented binder, and how it went.
type Drill struct {
	// ID names the drill for ever, 32 hex digits.
	ID    string    `json:"id"`
	Began time.Time `json:"began"`
	Ended time.Time `json:"ended"`
	Tasks []Task    `json:"tasks"`
	// People is how many took part, and Improve what to do better.
	People  int    `json:"people,omitempty"`
	Improve string `json:"improve,omitempty"`
}

// Bounds of a drill.
const (
	mostTasks   = 40
	mostPeople  = 500
	longestTask = 24 * 60 * 60 // seconds
)

// whole tells whether the drill can have been held.
func (d Drill) whole() bool {
	if len(d.ID) != 32 || len(d.Tasks) == 0 || len(d.Tasks) > mostTasks || d.Ended.Before(d.Began) || d.Began.IsZero() {
		return false
	}
	if d.People < 0 || d.People > mostPeople || utf8.RuneCountInString(d.Improve) > LongestText {
		return false
	}
	return !slices.ContainsFunc(d.Tasks, func(t Task) bool {
		return !slices.Contains(TaskKinds(), t.Kind) || t.Seconds < 0 || t.Seconds > longestTask
	})
}

// Done is how many tasks were done.
func (d Drill) Done() int {
	n := 0
	for _, t := range d.Tasks {
		if t.Done {
			n++
		}
	}
	return n
}

// Whole tells whether every task was done.
func (d Drill) Whole() bool { return len(d.Tasks) > 0 && d.Done() == len(d.Tasks) }

// Took is how long the drill lasted.
func (d Drill) Took() time.Duration { return d.Ended.Sub(d.Began) }

// Check tells whether a drill can be noted. Faults "ready.drill", "ready.future".
func (d Drill) Check(now time.Time) error {
	switch {
	case !d.whole():
		return text.NewFault("ready.drill")
	case d.Ended.After(now.Add(clockSlack)):
		return text.NewFault("ready.future")
	}
	return nil
}

// DrillYear is what the drills of a year come to.
type DrillYear struct {
	Year int
	// Drills are those that began in the year, newest first; By of each is who noted it.
	Drills []Event
	// Whole is how many had every task done.
	Whole int
	// Tasks is how each kind of task went, in the order in which they are given.
	Tasks []TaskYear
}

// TaskYear is how a kind of task went over a year.
type TaskYear struct {
	Kind TaskKind
	// Done of Given were done.
	Done, Given int
	// Median is the time of those that were done; zero when none was.
	Median time.Duration
}

// DrillsOf adds up the drills of a year.
func (b *Book) DrillsOf(year int) DrillYear {
	y := DrillYear{Year: year, Drills: b.Drills(year)}
	for _, kind := range TaskKinds() {
		t := TaskYear{Kind: kind}
		var took []int
		for _, e := range y.Drills {
			for _, task := range e.Drill.Tasks {
				if task.Kind != kind {
					continue
				}
				t.Given++
				if task.Done {
					t.Done++
					took = append(took, task.Seconds)
				}
			}
		}
		if slices.Sort(took); len(took) > 0 {
			t.Median = time.Duration(took[(len(took)-1)/2]+took[len(took)/2]) * time.Second / 2
		}
		y.Tasks = append(y.Tasks, t)
	}
	for _, e := range y.Drills {
		if e.Drill.Whole() {
			y.Whole++
		}
	}
	return y
}
