package vault

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/json"

	"avbrottsparm/internal/access"
	"avbrottsparm/internal/ledger"
)

// plan is a record whose place in the chain is known and whose body is not yet sealed.
type plan struct {
	header      ledger.Header
	salt, id    []byte
	body        []byte
	encoded     []byte
	hash        [32]byte
	key, sealed []byte
}

const insertRecord = `INSERT INTO record (id, stream, device, seq, header, key, body) VALUES (?, ?, ?, ?, ?, ?, ?)`

// append adds records to this device's chains. The headers are knitted one after the other, a
// chunk at a time; the bodies of many are sealed beside it.
func (w *writing) append(appends []ledger.Append) ([]ledger.Header, error) {
	headers := make([]ledger.Header, 0, len(appends))
	if len(appends) == 0 {
		return headers, nil
	}
	device := w.v.device.id[:]
	insert := func(chunk *[]plan, run func(...driver.Value) error) error {
		for i := range *chunk {
			p := &(*chunk)[i]
			if err := run(p.id, int64(p.header.Stream), device, int64(p.header.Seq), p.encoded, p.key, p.sealed); err != nil {
				return err
			}
			headers = append(headers, p.header)
		}
		return nil
	}
	if few(appends) {
		return headers, once(w.ctx, w.v.writer, insertRecord, func(run func(...driver.Value) error) error {
			return w.knitAll(appends, func(chunk *[]plan) error {
				if err := w.sealPlans(chunk); err != nil {
					return err
				}
				return insert(chunk, run)
			})
		})
	}
	err := bulk(w.ctx, w.v.writer, insertRecord, func(run func(...driver.Value) error) error {
		return inOrder(w.ctx, func(_ context.Context, emit func(*[]plan) error) error {
			return w.knitAll(appends, emit)
		}, w.sealPlans, func(chunk *[]plan) error { return insert(chunk, run) })
	})
	return headers, err
}

// few tells whether records are sealed sooner than other goroutines could begin with them.
func few(appends []ledger.Append) bool {
	bytes := 0
	for _, a := range appends {
		bytes += len(a.Body)
	}
	return len(appends) <= fewRows && bytes <= fewBytes
}

func (w *writing) knitAll(appends []ledger.Append, emit func(*[]plan) error) error {
	now := w.v.env.now()
	size := func(i int) int { return len(appends[i].Body) }
	return chunked(len(appends), size, func(from, to int) error {
		chunk := make([]plan, 0, to-from)
		for _, a := range appends[from:to] {
			w.next.clock = w.next.clock.Next(now)
			chunk = append(chunk, w.knit(a))
		}
		return emit(&chunk)
	})
}

// knit gives a record its place in the chain.
func (w *writing) knit(a ledger.Append) plan {
	random := randomBytes(saltSize + len(ledger.RecordID{}))
	p := plan{body: a.Body, salt: random[:saltSize:saltSize], id: random[saltSize:]}
	sum := sha256.New()
	sum.Write(p.salt)
	sum.Write(a.Body)
	device := w.v.device.id
	last := link{Stream: a.Stream, Device: device}
	if at, there := w.next.find(a.Stream, device); there {
		last = w.next.chains[at]
	}
	p.header = ledger.Header{
		Device: device, Stream: a.Stream, Seq: last.Seq + 1, Clock: w.next.clock, Area: a.Area, Kind: a.Kind,
		Prev: last.Hash, Commitment: [32]byte(sum.Sum(nil)), ID: ledger.RecordID(p.id),
	}
	p.encoded = p.header.Encode()
	p.hash = sha256.Sum256(p.encoded)
	w.next.extend(link{Stream: a.Stream, Device: device, Seq: p.header.Seq, Hash: p.hash})
	return p
}

func (w *writing) sealPlans(chunk *[]plan) error {
	for i := range *chunk {
		p := &(*chunk)[i]
		k, err := w.key(p.header.Area)
		if err != nil {
			return err
		}
		if p.key, p.sealed, err = k.sealBody(w.v.id.recordAD(p.hash), p.salt, p.body); err != nil {
			return err
		}
	}
	return nil
}

// appendManifest writes the state of all items into the ledger.
func (w *writing) appendManifest() error {
	body, err := json.Marshal(w.next.manifest)
	if err != nil {
		return err
	}
	headers, err := w.append([]ledger.Append{{Stream: ledger.StreamMain, Area: access.AreaCommon, Kind: ledger.KindManifest, Body: body}})
	if err != nil {
		return err
	}
	w.next.manifest.Record = headers[0].ID.String()
	return nil
}
