package recording

// A half is one direction of a TCP connection: its bytes are cut into frames and
// each frame is given to the reader of its protocol.
type half struct {
	conn       *conn
	fromClient bool
	buf        []byte // of a frame that is not whole yet
	skip       int    // bytes of a frame that are passed over
	deaf       bool   // nothing here is understood any more
	cut        splitter
	at         uint32 // sequence number of the next byte
	placed     bool   // it is known
	holes      []hole
}

// A splitter looks at the front of a stream. It returns the length of the first
// frame and how much of it must be there to be read; (0, 0) asks for more bytes,
// (-1, 0) says that this is not its protocol (any more).
type splitter func(h *half, b []byte) (total, want int)

// maxFrame is as much of a frame as is kept; no token of a login is larger
// (MaxTokenSize ends at 65,535 bytes; base64 and headers come on top).
const maxFrame = 128 << 10

// write takes the next bytes of the stream.
func (h *half) write(data []byte) {
	if h.deaf {
		return
	}
	if h.skip > 0 {
		n := min(h.skip, len(data))
		h.skip -= n
		data = data[n:]
	}
	if len(data) == 0 {
		return
	}
	own := len(h.buf) > 0
	if own {
		h.buf = append(h.buf, data...)
		data = h.buf
	}
	for len(data) > 0 && !h.deaf {
		if h.cut == nil {
			h.cut = h.conn.sniff(h, data)
			if h.cut == nil {
				break
			}
		}
		total, want := h.cut(h, data)
		if total < 0 {
			h.lose()
			return
		}
		if total == 0 || len(data) < min(want, total) {
			if total == 0 && len(data) > maxFrame {
				h.lose()
				return
			}
			break
		}
		frame := data[:min(total, len(data))]
		h.conn.frame(h, frame[:min(len(frame), maxFrame)])
		if total > len(data) {
			h.skip = total - len(data)
			data = nil
			break
		}
		data = data[total:]
	}
	if h.deaf {
		return
	}
	switch {
	case len(data) == 0:
		h.release()
	case own:
		n := copy(h.buf, data)
		h.buf = h.buf[:n]
	default:
		h.buf = append(h.buf[:0], data...)
	}
}

// cutOff says that the capture has no more of the last packet. What is there of a frame is
// read as it is, at its own packet; its rest will be missing.
func (h *half) cutOff() {
	if h.deaf || len(h.buf) == 0 {
		return
	}
	if h.cut == nil {
		if h.cut = h.conn.sniff(h, h.buf); h.cut == nil {
			return
		}
	}
	total, _ := h.cut(h, h.buf)
	if total <= len(h.buf) {
		return
	}
	h.conn.cutting = true
	h.conn.frame(h, h.buf)
	h.conn.cutting = false
	h.skip = total - len(h.buf)
	h.release()
}

// gap says that n bytes are missing from the capture: the frame at the front can not be
// completed. Unless they end inside of a frame that is passed over, the next byte may be
// anywhere.
func (h *half) gap(n int) {
	h.release()
	if h.skip >= n {
		h.skip -= n
		return
	}
	h.skip = 0
	if h.conn.kind == unknownCarrier {
		h.cut = nil
	}
}

// lose gives up on the stream's protocol. Its reader may name another.
func (h *half) lose() {
	h.release()
	h.deaf = true
}

func (h *half) release() {
	if cap(h.buf) > 4<<10 {
		h.buf = nil
		return
	}
	h.buf = h.buf[:0]
}
