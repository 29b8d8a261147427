"""What a format is: the suffixes of its files, the bytes that give it away, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kgraph.corpus.encoding import decode
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.press_patterns import PressPatterns

__all__ = ["Document", "Format", "never", "text_format"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file as decoded, the drafts it holds, and what of it could not be read: where, and why."""

    characters: str
    drafts: tuple[Draft, ...]
    omitted: tuple[str, ...] = ()


Read = Callable[[bytes, str, PressPatterns], Document]
ReadText = Callable[[str, str, PressPatterns], Document]


def never(_: bytes) -> bool:
    """A format that no bytes give away."""
    return False


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files. Where its name says little of the content (`plain`), the bytes may claim it for another.

    `records`: its documents have nothing to do with each other.
    """

    suffixes: tuple[str, ...]
    read: Read
    sniff: Callable[[bytes], bool] = never
    read_text: ReadText | None = None
    plain: bool = False
    records: bool = False


def text_format(
    suffixes: tuple[str, ...],
    read_text: ReadText,
    *,
    sniff: Callable[[bytes], bool] = never,
    plain: bool = False,
    records: bool = False,
) -> Format:
    """A format that is written in characters: its bytes are decoded first."""

    def read(data: bytes, name: str, patterns: PressPatterns) -> Document:
        return read_text(decode(data, name), name, patterns)

    return Format(suffixes, read, sniff, read_text, plain, records)
