package control_test

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/app/control"
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
