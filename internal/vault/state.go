package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"avbrottsparm/internal/ledger"
	"avbrottsparm/internal/text"
)

// link is the newest record of one chain.
type link struct {
	Stream ledger.Stream
	Device ledger.DeviceID
	Seq    uint64
	Hash   [32]byte
}

func (l link) compare(other link) int {
	if l.Stream != other.Stream {
		return int(l.Stream) - int(other.Stream)
	}
	return bytes.Compare(l.Device[:], other.Device[:])
}

// state is what the vault knows without looking: never changed in place, replaced after each
// commit that succeeded.
type state struct {
	count    uint64 // commits, the version of the head row
	clock    ledger.Clock
	chains   []link // sorted
	manifest manifest
	rows     []digest         // of all items, sorted; nil until first needed
	suspect  []ledger.Finding // what did not fit when the state was read
	cut      int              // how many records are missing at the ends of chains
	held     []link           // where the chains end by the sealed head
	told     toldManifest     // what headBody made of the manifest last
}

// sealedHead is the head row's plaintext: the chains as the vault last left them, so that a
// ledger cut at its end is seen, and the manifest that holds for the items.
type sealedHead struct {
	Chains   []sealedLink `json:"chains"`
	Manifest manifest     `json:"manifest"`
}

type sealedLink struct {
	Stream ledger.Stream `json:"stream"`
	Device string        `json:"device"`
	Seq    uint64        `json:"seq"`
	Hash   string        `json:"hash"`
}

// Head is the newest link of every chain of both streams, folded into one value. It proves
// something only where it is held elsewhere.
func (v *Vault) Head() ledger.Head { return v.headOf(v.state.Load().chains) }

func (v *Vault) headOf(chains []link) ledger.Head {
	sum := sha256.New()
	sum.Write([]byte(label + "head"))
	sum.Write(v.id[:])
	for _, l := range chains {
		part := append([]byte{byte(l.Stream)}, l.Device[:]...)
		part = binary.BigEndian.AppendUint64(part, l.Seq)
		sum.Write(append(part, l.Hash[:]...))
	}
	return ledger.Head(sum.Sum(nil))
}

func (s *state) find(stream ledger.Stream, device ledger.DeviceID) (int, bool) {
	return slices.BinarySearchFunc(s.chains, link{Stream: stream, Device: device}, link.compare)
}

// extend puts the newest link of a chain in its place.
func (s *state) extend(l link) {
	at, there := s.find(l.Stream, l.Device)
	if there {
		s.chains[at] = l
		return
	}
	s.chains = slices.Insert(s.chains, at, l)
}

// highestSeq is more than any laptop writes. A row that somebody gave a higher number leaves its
// chain no room: what was written after it would have numbers that nobody finds.
const highestSeq = 1 << 53

// exhausted tells whether a device has to begin a new chain.
func (s *state) exhausted(device ledger.DeviceID) bool {
	return slices.ContainsFunc(s.chains, func(l link) bool { return l.Device == device && l.Seq >= highestSeq })
}

// next is a copy that a commit may change.
func (s *state) next() *state {
	fresh := *s
	fresh.count++
	fresh.chains = slices.Clone(s.chains)
	return &fresh
}

// loadState reads the chains from the ledger and compares them with the sealed head.
func (v *Vault) loadState(ctx context.Context, conn *sql.Conn) (*state, error) {
	s := &state{manifest: emptyManifest(), suspect: v.suspects()}
	if err := s.readChains(ctx, conn); err != nil {
		return nil, err
	}
	version, body, err := readHeadRow(ctx, conn)
	if err != nil {
		return nil, err
	}
	s.count = version
	if body == nil {
		if len(s.chains) == 0 {
			return s, nil
		}
		s.suspect = append(s.suspect, ledger.Finding{Code: "head"})
	} else if held, err := v.openHead(version, body); err != nil {
		s.suspect = append(s.suspect, ledger.Finding{Code: "head"})
	} else {
		s.manifest = held.Manifest
		if err := s.compareHeld(held); err != nil {
			return nil, err
		}
	}
	return s, v.withoutHead(ctx, conn, s)
}

func readHeadRow(ctx context.Context, conn *sql.Conn) (version uint64, body []byte, err error) {
	var n number
	err = conn.QueryRowContext(ctx, `SELECT version, body FROM head WHERE id = 1`).Scan(&n, &body)
	if n < notANumber {
		version = uint64(n)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, nil, storeFault("read head", err)
	}
	return version, body, nil
}

// readChains finds every chain's last record. It jumps from chain to chain, whatever their numbers
// are, and does not walk them.
func (s *state) readChains(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, `WITH RECURSIVE
		streams (stream) AS (SELECT MIN(stream) FROM record
			UNION ALL SELECT (SELECT MIN(stream) FROM record WHERE stream > s.stream) FROM streams s WHERE s.stream IS NOT NULL),
		chains (stream, device) AS (
			SELECT stream, (SELECT MIN(device) FROM record r WHERE r.stream = s.stream) FROM streams s WHERE s.stream IS NOT NULL
			UNION ALL SELECT stream, (SELECT MIN(device) FROM record r WHERE r.stream = c.stream AND r.device > c.device)
				FROM chains c WHERE c.device IS NOT NULL)
		SELECT r.stream, r.device, r.seq, r.header FROM chains c
		JOIN record r ON r.stream = c.stream AND r.device = c.device
			AND r.seq = (SELECT MAX(seq) FROM record last WHERE last.stream = c.stream AND last.device = c.device)`)
	if err != nil {
		return storeFault("read chains", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row rawRecord
		var stream, seq number
		if err := rows.Scan(&stream, &row.device, &seq, &row.header); err != nil {
			return text.Because(err, "vault.damaged")
		}
		row.stream, row.seq = stream.stream(), uint64(seq)
		h, ok := row.place()
		if !ok {
			s.suspect = append(s.suspect, ledger.Finding{Code: "header", Device: h.Device, Stream: h.Stream, Seq: h.Seq})
		}
		// An unreadable last header still takes its place: the next record goes after it.
		s.extend(link{Stream: h.Stream, Device: h.Device, Seq: h.Seq, Hash: sha256.Sum256(row.header)})
		s.clock = max(s.clock, h.Clock)
	}
	return storeFault("read chains", rows.Err())
}

// compareHeld tells every chain that does not end where the vault left it. New records go after
// whichever end is farther, so that a number is never used twice.
func (s *state) compareHeld(held sealedHead) error {
	known := 0
	for _, h := range held.Chains {
		var l link
		device, err1 := hex.DecodeString(h.Device)
		hash, err2 := hex.DecodeString(h.Hash)
		if err1 != nil || err2 != nil || len(device) != 16 || len(hash) != 32 {
			return text.NewFault("vault.damaged")
		}
		l = link{Stream: h.Stream, Device: ledger.DeviceID(device), Seq: h.Seq, Hash: [32]byte(hash)}
		s.held = append(s.held, l)
		at, there := s.find(l.Stream, l.Device)
		place := ledger.Finding{Device: l.Device, Stream: l.Stream, Seq: l.Seq}
		switch {
		case there && s.chains[at] == l:
			known++
			continue
		case !there || s.chains[at].Seq < l.Seq:
			place.Code = "gap"
			if there {
				s.cut += missing(l, s.chains[at])
			} else {
				s.cut += missing(l, link{})
			}
			s.extend(l)
		case s.chains[at].Seq > l.Seq:
			place.Code = "head"
		default:
			place.Code = "link"
		}
		known++
		s.suspect = append(s.suspect, place)
	}
	if known < len(s.chains) {
		s.suspect = append(s.suspect, ledger.Finding{Code: "head"})
	}
	return nil
}

func (v *Vault) openHead(version uint64, body []byte) (sealedHead, error) {
	plain, err := openSealed(body, v.root.head, v.id.headAD(version))
	if err != nil {
		return sealedHead{}, err
	}
	var held sealedHead
	err = json.Unmarshal(plain, &held)
	return held, err
}

// sealHead makes the head row for a state.
func (v *Vault) sealHead(s *state) ([]byte, error) {
	plain, err := s.headBody()
	if err != nil {
		return nil, err
	}
	return sealSmall(v.root.head, v.id.headAD(s.count), plain)
}

// headBody is the state's sealedHead in JSON. Every commit writes one and only its chains are new, so
// that they are put down by hand and the manifest as it was.
func (s *state) headBody() ([]byte, error) {
	if s.told.of != s.manifest || s.told.body == nil {
		body, err := json.Marshal(s.manifest)
		if err != nil {
			return nil, err
		}
		s.told = toldManifest{of: s.manifest, body: body}
	}
	if len(s.chains) == 0 {
		return append(append([]byte(`{"chains":null,"manifest":`), s.told.body...), '}'), nil
	}
	out := make([]byte, 0, 32+160*len(s.chains)+len(s.told.body))
	out = append(out, `{"chains":[`...)
	for i, l := range s.chains {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendUint(append(out, `{"stream":`...), uint64(l.Stream), 10)
		out = hex.AppendEncode(append(out, `,"device":"`...), l.Device[:])
		out = strconv.AppendUint(append(out, `","seq":`...), l.Seq, 10)
		out = hex.AppendEncode(append(out, `,"hash":"`...), l.Hash[:])
		out = append(out, `"}`...)
	}
	return append(append(append(out, `],"manifest":`...), s.told.body...), '}'), nil
}

// toldManifest is a manifest in JSON.
type toldManifest struct {
	of   manifest
	body []byte
}
