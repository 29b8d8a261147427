"""Messages between a build and its workers: JSON behind its length."""

from __future__ import annotations

import json
from typing import IO, Any

__all__ = ["receive", "send"]

_LENGTH = 8


def send(stream: IO[bytes], message: Any) -> None:
    """Write a message.

    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> send(stream, ["安踏"])
    >>> _ = stream.seek(0)
    >>> receive(stream)
    ['安踏']
    """
    data = json.dumps(message, separators=(",", ":")).encode()
    stream.write(len(data).to_bytes(_LENGTH, "little") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where the other side is gone."""
    head = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(head, "little")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < int.from_bytes(head, "little"):
        raise EOFError
    return json.loads(data)
