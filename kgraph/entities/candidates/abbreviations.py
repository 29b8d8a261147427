"""Short forms that a page may use once it has named a thing in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgraph.knowledge_io import Knowledge

__all__ = ["Abbreviations"]

_BRACKETS = re.compile(r"[（(][^（()）]{1,12}[）)]")
_LEVEL_LAST = 1


class Abbreviations:
    """Says how news shortens a name of a type.

    >>> from kgraph.knowledge_io import load
    >>> forms = Abbreviations(load())
    >>> sorted(forms.of("泉州市工业和信息化局", "Government"))
    ['市工业和信息化局', '市工信局', '泉州工业和信息化局', '泉州工信局', '泉州市工信局']
    >>> sorted(forms.of("星禾(福建)体育用品有限公司", "Company"))
    ['星禾', '星禾(福建)体育用品', '星禾体育用品']
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._fields = {
            row.key: tuple(filter(None, row["short"].split("|"))) for row in knowledge.table("gazetteers/fields")
        }
        self._field = _any(self._fields)
        self._legal = re.compile(f"{_any(knowledge.words('gazetteers/legal_forms')).pattern}$")
        self._trade = re.compile(f"(?:{_any(knowledge.words('gazetteers/trades')).pattern}){{1,3}}$")
        divisions = knowledge.table("gazetteers/divisions")
        self._divisions = {row["name"]: row["short"] for row in divisions}
        self._shorts = frozenset(filter(None, self._divisions.values()))
        self._lengths = tuple(sorted({len(name) for name in self._divisions}, reverse=True))

    def of(self, name: str, kind: str) -> Iterator[str]:
        """The short forms of a name, itself left out; each has two characters or more."""
        made = {"Company": self._company, "Government": self._body, "Organization": self._body}.get(kind)
        found = dict.fromkeys(made(name) if made else ())
        yield from (form for form in found if form != name and len(form) > 1)

    def _company(self, name: str) -> Iterator[str]:
        bare = self._legal.sub("", name)
        if bare == name:
            return
        plain = _BRACKETS.sub("", bare)
        home = self._home(plain)
        yield from (bare, plain, plain[home:])
        brand = self._trade.sub("", plain[home:])
        if brand not in self._shorts and brand not in self._divisions:
            yield brand

    def _body(self, name: str) -> Iterator[str]:
        variants = [name, *self._abbreviated(name)]
        for variant in variants:
            yield variant
            home = self._home(variant)
            if home and variant[:home] in self._divisions and home < len(variant) - 1:
                yield variant[home - _LEVEL_LAST :]
                yield self._divisions[variant[:home]] + variant[home:]

    def _abbreviated(self, name: str) -> Iterator[str]:
        found = self._field.search(name)
        if found:
            for short in self._fields[found[0]]:
                yield name[: found.start()] + short + name[found.end() :]

    def _home(self, name: str) -> int:
        """How many characters the place that opens the name has."""
        for length in self._lengths:
            if name[:length] in self._divisions or name[:length] in self._shorts:
                return length
        return 0


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")")
