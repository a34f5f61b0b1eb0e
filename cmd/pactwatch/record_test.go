package main

import (
	"strings"
	"testing"
)

func TestPanicIsOnePagesFailure(t *testing.T) {
	_, err := guarded(func() (int, error) { panic("odd page") })
	if err == nil || !strings.Contains(err.Error(), "odd page") {
		t.Errorf("got %v, want the panic as an error", err)
	}
	if v, err := guarded(func() (int, error) { return 7, nil }); v != 7 || err != nil {
		t.Errorf("got %v, %v", v, err)
	}
}
