package probe

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"syscall"
)

// wsaRefused is Windows' number for a refused connection; syscall.ECONNREFUSED is another one there.
const wsaRefused = syscall.Errno(10061)

func refused(err error) bool {
	return errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, wsaRefused)
}

// short is what a network error comes down to, without the addresses and steps that Go puts in front.
func short(err error) string {
	var timeout net.Error
	var call *os.SyscallError
	var op *net.OpError
	switch {
	case err == nil:
		return ""
	case errors.Is(err, context.Canceled):
		return "stopped"
	case errors.Is(err, net.ErrClosed): // closing did that, at the end of the time
		return "no answer in time"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "no answer in time"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed"
	case errors.As(err, &call):
		return call.Err.Error()
	case errors.As(err, &op):
		return op.Err.Error()
	}
	return err.Error()
}
