package data

import _ "embed"

// Columns are the spellings of column headings that the spreadsheet reader knows, as JSON.
//
//go:embed mappings/columns.json
var Columns []byte
