"""The reading stage in several processes of this machine.

Workers are plain Python processes that talk over their pipes: a build may be started from any script, and which file a
worker had when it died is known. A worker that dies or takes far too long loses its batch; the files of that batch are
read again, each alone in a new worker, and the one that kills it again is named.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from kgraph import corpus, errors
from kgraph.cache.codec import decoded
from kgraph.corpus.sources import STANDARD_INPUT
from kgraph.engine.frames import receive, send
from kgraph.errors import KgraphError, StoppedError
from kgraph.reading import CHARACTERS_A_SECOND, FileReading, Stages, read
from kgraph.records import Failure

__all__ = ["Processes"]

_Batch = Sequence[corpus.Source]
_START = "from kgraph.engine.worker import main; main()"


class Processes:
    """Reads in so many processes, which load the models once."""

    def __init__(self, stages: Stages, count: int) -> None:
        self._stages = stages
        self._count = count
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._over = False

    def map(self, batches: Iterable[_Batch]) -> Iterator[list[FileReading]]:
        """The readings of each file of each batch; no more batches are under way than keep the workers busy."""
        threads = ThreadPoolExecutor(self._count)
        waiting: deque[Future[list[FileReading]]] = deque()
        try:
            for batch in batches:
                waiting.append(threads.submit(self._read, batch))
                if len(waiting) > 2 * self._count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            self._over = True
            for each in self._all:
                each.stop()
            threads.shutdown(cancel_futures=True)

    def _read(self, batch: _Batch) -> list[FileReading]:
        if any(source.name == STANDARD_INPUT for source in batch):
            return read(batch, self._stages)
        try:
            return self._asked(batch)
        except _WorkerLostError as error:
            if len(batch) > 1:
                return [file for source in batch for file in self._read([source])]
            return self._read_last(batch[0], error)

    def _read_last(self, source: corpus.Source, error: _WorkerLostError) -> list[FileReading]:
        """A file that was alone when its worker died gets one more try: the machine may have been at fault."""
        try:
            return self._asked([source])
        except _WorkerLostError:
            return [FileReading(failures=(Failure(source=source.name, stage="reading", reason=str(error)),))]

    def _asked(self, batch: _Batch) -> list[FileReading]:
        if self._over:
            raise StoppedError("stopped")
        worker = self._idle.pop() if self._idle else self._started()
        files = worker.ask(batch)
        self._idle.append(worker)
        return files

    def _started(self) -> _Worker:
        worker = _Worker.start(self._stages)
        self._all.append(worker)
        worker.await_ready()
        return worker


class _WorkerLostError(Exception):
    """A worker died, or was stopped because it took too long."""


@dataclass(slots=True)
class _Worker:
    """One process that reads."""

    process: subprocess.Popen[bytes]
    patience: int
    late: bool = False

    @classmethod
    def start(cls, stages: Stages) -> _Worker:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
        )
        worker = cls(process, stages.patience)
        worker._tell(_plain(stages))
        return worker

    def await_ready(self) -> None:
        """Wait until its models are loaded; the error of the build where they cannot be."""
        try:
            self._heard(limit=600.0)
        except _WorkerLostError as error:
            raise StoppedError(f"a process that reads files could not start: {error}") from error

    def ask(self, batch: _Batch) -> list[FileReading]:
        self._tell([(source.name, str(source.path)) for source in batch])
        size = sum(source.size for source in batch)
        return [decoded(each) for each in self._heard(limit=3.0 * (self.patience + size / CHARACTERS_A_SECOND))]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    def _tell(self, message: Any) -> None:
        try:
            send(self.process.stdin, message)  # type: ignore[arg-type]
        except OSError as error:
            raise _WorkerLostError(self._end()) from error

    def _heard(self, *, limit: float) -> Any:
        timer = threading.Timer(limit, self._stop_late)
        timer.start()
        try:
            answer = receive(self.process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError) as error:
            raise _WorkerLostError(f"took longer than {limit:.0f} seconds" if self.late else self._end()) from error
        finally:
            timer.cancel()
        if isinstance(answer, dict):
            raise _raised(answer)
        return answer

    def _stop_late(self) -> None:
        self.late = True
        self.process.kill()

    def _end(self) -> str:
        code = self.process.wait()
        return f"its process ended with signal {-code}" if code < 0 else f"its process ended with exit code {code}"


def _raised(answer: dict[str, str]) -> KgraphError:
    """The error of a worker that ends the build, of its own class where it is one of kgraph's."""
    kind = getattr(errors, answer["kind"], None)
    if not (isinstance(kind, type) and issubclass(kind, KgraphError)):
        return StoppedError(answer["error"], answer["trace"])
    return kind.__new__(kind, answer["error"])


def _environment() -> dict[str, str]:
    """Ours, with the way to the modules that this process sees; the folder it runs in holds none of them."""
    found = [path for path in sys.path if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found)}


def _plain(stages: Stages) -> dict[str, Any]:
    knowledge = str(stages.knowledge) if stages.knowledge else None
    return asdict(stages) | {"knowledge": knowledge, "lexicons": [str(path) for path in stages.lexicons]}
