package wire

import (
	"net"
	"strings"
	"testing"
)

// What was taken out of a queue takes no room, also where the consumer is always behind;
// and millions of messages with nothing in them count as what they take.
func TestQueuesDoNotGrow(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	c := NewClient(near)
	defer c.Close()
	k := &Call{client: c, wake: make(chan struct{}, 1)}
	for range 10 {
		k.put(Message{ID: 1})
	}
	for i := range int32(100_000) {
		k.put(Message{ID: i})
		if _, ok, err := k.take(); !ok || err != nil {
			t.Fatal("nothing to take")
		}
	}
	if len(k.queue) > 1000 || cap(k.queue) > 10_000 {
		t.Errorf("ten messages wait in a queue of %d, with room for %d", len(k.queue), cap(k.queue))
	}
	for i := range 10 {
		if m, ok, _ := k.take(); !ok || m.ID != int32(99_990+i) {
			t.Errorf("message %d is %v", i, m)
		}
	}
}

// A server that sends without end while nobody takes anything is given up.
func TestAFloodThatNobodyTakes(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	c := NewClient(near)
	go func() { // the request goes nowhere
		b := make([]byte, 4096)
		for {
			if _, err := far.Read(b); err != nil {
				return
			}
		}
	}()
	call, err := c.Start(t.Context(), []byte{OpUnbindRequest, 0}, nil)
	if err != nil {
		t.Fatal(err)
	}
	sent := 0
	one := AppendMessage(nil, call.id, []byte{OpSearchEntry, 0}, nil)
	many := []byte(strings.Repeat(string(one), 1000))
	for {
		if _, err := far.Write(many); err != nil {
			break
		}
		if sent += 1000; sent > 10*maxQueued/overhead {
			t.Fatalf("%d messages were taken in", sent)
		}
	}
	if <-c.Done(); !strings.Contains(c.Err().Error(), "wait to be read") {
		t.Errorf("%v", c.Err())
	}
}
