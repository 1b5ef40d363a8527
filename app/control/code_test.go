package control_test

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"avbrottsparm/app/control"
)

func TestACodeOnTheScreenIsReadBack(t *testing.T) {
	for _, content := range []string{"tel:+4612118499", "SMSTO::Lifecare är nere sedan 02.14"} {
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
