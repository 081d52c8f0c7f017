package recording

// A hole is what a capture left out of a packet, which it kept the beginning of: n bytes
// of the stream from a sequence number on. Other bytes stand in their place, so that what
// follows is not waited with until the end.
type hole struct {
	from uint32
	n    int
}

// maxHoles bounds the holes that are remembered of one direction.
const maxHoles = 256

// hole notes one. A packet that is sent again has the same.
func (h *half) hole(from uint32, n int) {
	for _, x := range h.holes {
		if x.from == from {
			return
		}
	}
	if len(h.holes) < maxHoles {
		h.holes = append(h.holes, hole{from, n})
	}
}

// take takes the next bytes of the stream, with holes in them.
func (h *half) take(data []byte) {
	for len(data) > 0 {
		next := h.nextHole(len(data))
		if next == nil {
			h.at += uint32(len(data))
			h.write(data)
			return
		}
		before := int(int32(next.from - h.at))
		if before > 0 {
			h.write(data[:before])
		}
		h.cutOff()
		gone := min(before+next.n, len(data))
		h.gap(gone - max(before, 0))
		h.at += uint32(gone)
		data = data[gone:]
	}
}

// nextHole is the first hole in the next n bytes. Those that are behind are forgotten.
func (h *half) nextHole(n int) *hole {
	var first *hole
	kept := h.holes[:0]
	for _, x := range h.holes {
		if int32(x.from+uint32(x.n)-h.at) > 0 {
			kept = append(kept, x)
		}
	}
	h.holes = kept
	for i := range h.holes {
		x := &h.holes[i]
		if d := int32(x.from - h.at); d < int32(n) && (first == nil || d < int32(first.from-h.at)) {
			first = x
		}
	}
	return first
}
