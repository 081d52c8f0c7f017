package wire

import (
	"context"
	"sync"
	"time"
)

// Call is one request under way and the messages that answer it, in order.
type Call struct {
	client *Client
	id     int32
	wake   chan struct{}

	mu    sync.Mutex
	queue []Message
	next  int
	ended error
}

func (k *Call) put(m Message) {
	k.mu.Lock()
	if k.next > 64 && k.next >= len(k.queue)/2 { // or what was taken would take room as long as somebody is behind
		n := copy(k.queue, k.queue[k.next:])
		clear(k.queue[n:])
		k.queue, k.next = k.queue[:n], 0
	}
	k.queue = append(k.queue, m)
	k.mu.Unlock()
	k.signal()
}

func (k *Call) end(err error) {
	k.mu.Lock()
	if k.ended == nil {
		k.ended = err
	}
	k.mu.Unlock()
	k.signal()
}

func (k *Call) signal() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// take removes the oldest waiting message.
func (k *Call) take() (m Message, ok bool, err error) {
	k.mu.Lock()
	if k.next < len(k.queue) {
		m = k.queue[k.next]
		k.queue[k.next] = Message{}
		k.next++
		if k.next == len(k.queue) {
			k.queue, k.next = k.queue[:0], 0
		}
		ok = true
	} else {
		err = k.ended
	}
	k.mu.Unlock()
	if ok {
		k.client.release(1, len(m.Body))
	}
	return m, ok, err
}

// Next waits for the next message. It returns the context's error when that
// ends, ErrIdle when nothing came for the idle time (0 waits for ever), and
// the connection's error once it is lost and everything received was taken.
func (k *Call) Next(ctx context.Context, idle time.Duration) (Message, error) {
	m, ok, err := k.take()
	if ok || err != nil {
		return m, err
	}
	var late <-chan time.Time
	if idle > 0 {
		t := time.NewTimer(idle)
		defer t.Stop()
		late = t.C
	}
	for {
		select {
		case <-k.wake:
			if m, ok, err = k.take(); ok || err != nil {
				return m, err
			}
		case <-ctx.Done():
			return Message{}, ctx.Err()
		case <-late:
			return Message{}, ErrIdle
		}
	}
}

// Close ends interest in the answer. A request that is still being worked on
// is abandoned (RFC 4511 4.11).
func (k *Call) Close() {
	k.client.forget(k.id, true)
	k.mu.Lock()
	var dropped int
	messages := k.queue[k.next:]
	for _, m := range messages {
		dropped += len(m.Body)
	}
	k.queue, k.next = nil, 0
	k.mu.Unlock()
	k.client.release(len(messages), dropped)
}
