package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/go-gl/glfw/v3.4/glfw"

	"avbrottsparm/internal/text"
)

// canShow tries a window that nobody sees, since Fyne itself ends the program without a word to a
// person when there is no display or no OpenGL 2.1. Faults: "window.no_display",
// "window.no_graphics".
func canShow() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return text.NewFault("window.no_display")
	}
	if err := glfw.Init(); err != nil {
		return text.Because(fmt.Errorf("windowing system: %w", err), "window.no_display")
	}
	defer glfw.Terminate()
	glfw.WindowHint(glfw.Visible, glfw.False)
	glfw.WindowHint(glfw.ContextVersionMajor, 2)
	glfw.WindowHint(glfw.ContextVersionMinor, 1)
	probe, err := glfw.CreateWindow(64, 64, "", nil, nil)
	if err != nil {
		return text.Because(fmt.Errorf("window with OpenGL 2.1: %w", err), "window.no_graphics")
	}
	probe.Destroy()
	return nil
}
