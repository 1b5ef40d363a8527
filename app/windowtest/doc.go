// Package windowtest holds the tests that look at the real window: the built program on an X
// server without a screen, driven by keys as a person would, and looked at by pictures.
//
// Each test starts its own X server, so that no other window disturbs it. It needs Xvfb, xdotool
// and ImageMagick, which make test installs.
package windowtest
