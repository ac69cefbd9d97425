"""Bounded: connections that end at a set moment, however slowly the other side speaks.

A timeout of a socket begins anew with every byte; a server that sends one byte now and then could hold a
reader for ever.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import urllib3


@contextmanager
def ending_at(pool: urllib3.HTTPConnectionPool, deadline: float) -> Iterator[None]:
    """Shut down what `pool` has open at `deadline` (of `time.monotonic`); a read then fails at once."""
    watched = _Watch(deadline)
    pool.ConnectionCls = _watching(pool.ConnectionCls, watched)
    try:
        yield
    finally:
        watched.end()


class _Watch:
    """Shuts one connection down at its time, through a second handle that nobody else closes."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._timers: list[tuple[threading.Timer, socket.socket]] = []

    def begin(self, sock: socket.socket) -> None:
        handle = socket.socket(fileno=socket.dup(sock.fileno()))
        timer = threading.Timer(max(0.0, self._deadline - time.monotonic()), _shut, (handle,))
        timer.daemon = True
        timer.start()
        self._timers.append((timer, handle))

    def end(self) -> None:
        for timer, handle in self._timers:
            timer.cancel()
            timer.join()
            handle.close()


def _shut(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster


def _watching(kind: type[Any], watch: _Watch) -> type[Any]:
    class Watched(kind):  # type: ignore[misc]
        def connect(self) -> None:
            super().connect()
            watch.begin(self.sock)

    return Watched
