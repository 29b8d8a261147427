"""A process that reads files for a build: it loads models and knowledge once, and answers batch after batch."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from kgraph import corpus
from kgraph.cache.codec import encoded
from kgraph.engine.frames import receive, send
from kgraph.errors import KgraphError
from kgraph.reading import Stages, prepare, read

__all__ = ["main", "said"]

_ROOM = 6 << 30  # bytes a process may take beyond its models


def main() -> None:
    """Answer on what was standard output until the build goes away; what libraries print goes to standard error."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(EOFError, BrokenPipeError):
        _serve(sys.stdin.buffer, answers)


def said(error: Exception) -> Any:
    """An error that ends the build, as JSON can say it."""
    text = str(error) if isinstance(error, KgraphError) else "".join(traceback.format_exception_only(error)).strip()
    return {"kind": type(error).__name__, "error": text, "trace": "".join(traceback.format_exception(error))}


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    try:
        stages = _stages(receive(questions))
        prepare(stages)
        _bound_memory()
    except Exception as error:  # noqa: BLE001 - the build stops with it, in the parent process
        send(answers, said(error))
        return
    send(answers, "ready")
    while True:
        send(answers, _answer(receive(questions), stages))


def _answer(batch: Sequence[tuple[str, str]], stages: Stages) -> Any:
    try:
        return [encoded(each) for each in read([corpus.Source(name, Path(path)) for name, path in batch], stages)]
    except Exception as error:  # noqa: BLE001 - the build stops with it, in the parent process
        return said(error)


def _stages(plain: dict[str, Any]) -> Stages:
    knowledge = plain.pop("knowledge")
    lexicons = tuple(map(Path, plain.pop("lexicons")))
    return Stages(knowledge=Path(knowledge) if knowledge else None, lexicons=lexicons, **plain)


def _bound_memory() -> None:
    """Let a document that takes all memory fail alone, where the system can set a bound."""
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + _ROOM, resource.RLIM_INFINITY))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    main()
