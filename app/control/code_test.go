package control_test

import (
	"image"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/app/control"
	"avbrottsparm/internal/outage"
)

func TestACodeOnTheScreenIsReadBack(t *testing.T) {
	for _, content := range []string{"tel:+4612118499", "sms:+46701740651,+46701740652?&body=Lifecare%20%C3%A4r%20nere%20sedan%2002.14"} {
		drawn, ok := control.NewCode(content, 180).(*canvas.Image)
		if !ok {
			t.Fatalf("%q is not drawn", content)
		}
		seen, err := gozxing.NewBinaryBitmapFromImage(drawn.Image)
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(seen, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
		if err != nil || read.GetText() != content {
			t.Errorf("%q is read as %v: %v", content, read, err)
		}
	}
	if control.NewCode("", 180) != nil {
		t.Error("nothing is drawn as a code")
	}
}

// What needs no letters of ours says nothing of letters: it takes room, and some phones stumble over it.
func TestANumberIsACodeOfTheLeastSize(t *testing.T) {
	const least = 21 + 2*4 // dots of version 1, and the light around it
	drawn, ok := control.NewCode("tel:+461211849", 180).(*canvas.Image)
	if !ok || drawn.Image.Bounds().Dx() != least {
		t.Errorf("%d dots wide, want %d", drawn.Image.Bounds().Dx(), least)
	}
}

// A code with as much as there may be is drawn large enough that a camera tells its dots apart.
func TestACodeThatHoldsMuchIsLarger(t *testing.T) {
	for n := 20; n < 35; n++ {
		link, err := outage.SMSLink([]string{"070-174 06 51", "070-174 06 52"}, strings.Repeat("Nere igen, å. ", n))
		if err != nil {
			t.Fatal(err)
		}
		drawn, ok := control.NewCode(link, 180).(*canvas.Image)
		if !ok {
			t.Fatal("it is not drawn")
		}
		dots, side := drawn.Image.Bounds().Dx(), int(drawn.MinSize().Width)
		if side < 3*dots {
			t.Fatalf("%d dots on %d", dots, side)
		}
		screen := image.NewGray(image.Rect(0, 0, side, side))
		for y := range side {
			for x := range side {
				screen.Set(x, y, drawn.Image.At(x*dots/side, y*dots/side))
			}
		}
		seen, err := gozxing.NewBinaryBitmapFromImage(screen)
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(seen, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
		if err != nil || read.GetText() != link {
			t.Errorf("%d bytes in %d dots are not read: %v", len(link), dots, err)
		}
	}
}
