package readiness

import (
	"slices"
	"time"
	"unicode/utf8"
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
