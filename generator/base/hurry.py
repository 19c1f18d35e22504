"""How long who asks a server of this machine may take to send a request, and to take the answer."""

import socket
import threading
from contextlib import suppress

PATIENCE = 30.0
"""Seconds; it is on the same machine."""


class Clock:
    """Cuts a connection off whose other end is slow, as a whole: what comes in drops is not waited for anew each time.
    While an answer is made it stands still."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._timer: threading.Timer | None = None

    def start(self) -> None:
        """From now on the other end has PATIENCE for all that it sends, or takes."""
        self.stop()
        self._timer = threading.Timer(PATIENCE, self._hang_up)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
