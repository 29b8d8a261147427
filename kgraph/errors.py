"""What can go wrong for a reason the user can act on.

KgraphError
├── InputError        a file that cannot be read: it is named, skipped and counted
├── KnowledgeError    a knowledge file that says something impossible
├── ModelError        a model that is missing or does not fit
├── StoppedError      a build that stopped at a failure, with its traceback
├── OutputError       a place that cannot be written
└── NameNotFoundError a name the graph does not hold
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import partial

__all__ = [
    "InputError",
    "KgraphError",
    "KnowledgeError",
    "ModelError",
    "NameNotFoundError",
    "OutputError",
    "StoppedError",
    "nearest",
]


class KgraphError(Exception):
    """Base of all errors of kgraph; its text is one line for the user.

    >>> issubclass(NameNotFoundError, KgraphError)
    True
    """


class InputError(KgraphError):
    """A file that cannot be read.

    >>> str(InputError("news/b.md", "is empty"))
    'news/b.md: is empty'
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """Survive the way from a worker process."""
        return type(self), (self.source, self.reason)


class KnowledgeError(KgraphError):
    """A knowledge file that says something impossible, with its line.

    >>> str(KnowledgeError("relations.yaml", 3, "unknown type 'Awrad'", hint="Award"))
    "relations.yaml, line 3: unknown type 'Awrad'. Did you mean 'Award'?"
    """

    def __init__(self, file: str, line: int, problem: str, *, hint: str = "") -> None:
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {problem}" + (f". Did you mean {hint!r}?" if hint else ""))
        self._made_of = file, line, problem
        self._hint = hint

    def __reduce__(self) -> tuple[partial[KnowledgeError], tuple[str, int, str]]:
        """Survive the way from a worker process."""
        return partial(KnowledgeError, hint=self._hint), self._made_of


class ModelError(KgraphError):
    """A model that is missing or does not fit; the text says how to get it.

    >>> str(ModelError("news.onnx: no such model"))
    'news.onnx: no such model'
    """


class OutputError(KgraphError):
    """A place that cannot be written.

    >>> str(OutputError("out: Permission denied"))
    'out: Permission denied'
    """


class StoppedError(KgraphError):
    """A build that stopped at a failure: the traceback is kept where it was unforeseen.

    >>> str(StoppedError("news/b.md: is empty"))
    'news/b.md: is empty'
    """

    def __init__(self, text: str, trace: str = "") -> None:
        super().__init__(text)
        self.trace = trace

    def __reduce__(self) -> tuple[type[StoppedError], tuple[str, str]]:
        """Survive the way from a worker process."""
        return type(self), (str(self), self.trace)


class NameNotFoundError(KgraphError, KeyError):
    """A name the graph does not hold, with the nearest it does.

    >>> str(NameNotFoundError("安塔集团", ["安踏集团", "恒安"]))
    "no entity is called '安塔集团'. Did you mean '安踏集团'?"
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        hint = nearest(name, known)
        text = f"no entity is called {name!r}" + (f". Did you mean {hint!r}?" if hint else "")
        super().__init__(text)
        self._made_of = name, (hint,) if hint else ()

    def __reduce__(self) -> tuple[type[NameNotFoundError], tuple[str, tuple[str, ...]]]:
        """Survive the way from a worker process."""
        return type(self), self._made_of

    def __str__(self) -> str:
        return str(self.args[0])


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or nothing where none is alike.

    >>> nearest("Awrad", ["Award", "Role"])
    'Award'
    """
    found = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return found[0] if found else ""
