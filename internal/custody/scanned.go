package custody

// ScanFile is a file in a folder that may hold scanned papers.
type ScanFile struct {
	Path string
	Name string // harmless to show; it may say something about a person, so it reaches no log
	Size int64  // bytes
}

// Scanned is one page of such a file: a picture of a paper, with the codes that could be read.
type Scanned struct {
	At, Of int      // its place in the file, from 1, and how many pages the file has
	Texts  []string // what the codes on it hold, ours and others, each once
	Media  string   // "image/jpeg" or "image/png"
	Bytes  []byte   // the picture as it is kept
	// Err says that the page could not be opened, with a fault; nothing else but its place is known then.
	Err error
}

// PageCode is a code that was read on a page: the number of a paper and which of its pages it is, from 1.
type PageCode struct {
	Number Number
	Page   int
}

// CodesOf are the codes of our papers among what was read on a page, each once and in their order.
func (s Scanned) CodesOf() []PageCode {
	var codes []PageCode
	had := map[PageCode]bool{}
	for _, read := range s.Texts {
		n, _, page, err := ReadCode(read)
		code := PageCode{Number: n, Page: page}
		if err != nil || page == 0 || had[code] { // a number without its page is somebody else's word
			continue
		}
		had[code] = true
		codes = append(codes, code)
	}
	return codes
}
