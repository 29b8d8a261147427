"""A limit on how long a piece of work may take, where the system can set one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["deadline"]


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block once it took so many seconds.

    Regular expressions and Python code stop; compiled code that never comes back does not, for which the engine kills
    the process. Without effect in other threads than the first and on Windows.

    >>> with deadline(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    TimeoutError: took longer than 0.01 seconds
    """

    def over(_: int, __: FrameType | None) -> None:
        msg = f"took longer than {seconds:.4g} seconds"
        raise TimeoutError(msg)

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
