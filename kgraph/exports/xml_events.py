"""The elements of an XML file in their order, each with its line, whatever the size of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

__all__ = ["BrokenXmlError", "Element", "elements"]

CHUNK = 1 << 16


class BrokenXmlError(Exception):
    """XML that no reader takes, and the line where it breaks off."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Element:
    """An element where it begins, without its text (`ended` is false), or where it ends, with it.

    `path` holds the names of the elements around it and its own, without prefixes.
    """

    line: int
    path: tuple[str, ...]
    attributes: Mapping[str, str]
    text: str = ""
    ended: bool = False

    @property
    def name(self) -> str:
        """The element's own name."""
        return self.path[-1]


class _Listener:
    """What expat calls; it keeps the elements that are open and those that were not handed on."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.found: list[Element] = []
        self._open: list[tuple[Element, list[str]]] = []
        self._parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        around = self._open[-1][0].path if self._open else ()
        element = Element(self._parser.CurrentLineNumber, (*around, name.rpartition(":")[2]), attributes)
        self._open.append((element, []))
        self.found.append(element)

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)

    def _end(self, _: str) -> None:
        element, parts = self._open.pop()
        self.found.append(Element(element.line, element.path, element.attributes, "".join(parts), ended=True))


def elements(path: Path) -> Iterator[Element]:
    """Each element twice, where it begins and where it ends."""
    parser = expat.ParserCreate()
    listener = _Listener(parser)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            _parse(parser, chunk, 0)
            yield from listener.found
            listener.found.clear()
    _parse(parser, b"", 1)
    yield from listener.found


def _parse(parser: expat.XMLParserType, chunk: bytes, last: int) -> None:
    try:
        parser.Parse(chunk, bool(last))
    except expat.ExpatError as error:
        raise BrokenXmlError(error.lineno, expat.ErrorString(error.code)) from error
    except (LookupError, ValueError) as error:
        raise BrokenXmlError(1, str(error)) from error
