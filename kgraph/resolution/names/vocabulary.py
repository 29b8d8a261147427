"""The words by which names are taken apart, as the knowledge files list them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kgraph.knowledge_io import Block, Knowledge

__all__ = ["Gloss", "Words", "load"]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A way of writing by which a text says that two names mean one thing."""

    id: str
    between: re.Pattern[str]
    after: re.Pattern[str]
    any_type: bool
    alike: bool
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Every list that the comparison of names asks, longest words first where the longest must win."""

    simplified: dict[int, str]
    contraction: re.Pattern[str]
    contractions: dict[str, str]
    tails: dict[str, str]
    levels: dict[str, str]
    forms: tuple[str, ...]
    registered: tuple[str, ...]
    letters: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    stands_for: dict[str, tuple[str, ...]]
    apart: tuple[tuple[str, ...], ...]
    numerals: dict[str, str]
    before_number: str
    after_number: tuple[str, ...]
    owner: re.Pattern[str]
    glosses: tuple[Gloss, ...]
    separators: re.Pattern[str]
    code: re.Pattern[str]
    stop: str
    known: frozenset[str] = frozenset()
    callings: Mapping[str, str] = field(default_factory=dict)
    fillers: re.Pattern[str] = re.compile("$^")

    @property
    def longest_calling(self) -> int:
        """How many characters the longest calling has."""
        return max(map(len, self.callings), default=0)

    def ends(self, name: str, which: str) -> str:
        """The longest listed ending that the name has, or nothing."""
        words = self.lists[which]
        return next(filter(name.endswith, words)) if name.endswith(words) else ""

    def opens(self, name: str, which: str) -> str:
        """The longest listed opening that the name has, or nothing."""
        words = self.lists[which]
        return next(filter(name.startswith, words)) if name.startswith(words) else ""


@cache
def load(knowledge: Knowledge) -> Words:
    """The words of these layers of knowledge."""
    names = knowledge.structure("resolution/names")
    contractions = {row["full"]: row["short"] for row in knowledge.table("resolution/contractions")}
    forms = knowledge.table("resolution/legal_forms")
    signs = knowledge.structure("resolution/signs")
    return Words(
        simplified={ord(row["traditional"]): row["simplified"] for row in knowledge.table("resolution/simplified")},
        contraction=_alternatives(contractions),
        contractions=contractions,
        tails={key: names["tails"].text(key) for key in names["tails"]},
        levels={key: names["levels"].text(key) for key in names["levels"]},
        forms=_longest_first(row["form"] for row in forms),
        registered=tuple(row["form"] for row in forms if row["registered"]),
        letters={row["letter"]: row["division"] for row in knowledge.table("resolution/region_letters")},
        lists=dict(_lists(names)),
        stands_for={key: names["stands_for"].texts(key) for key in names["stands_for"]},
        apart=tuple(_longest_first(names["apart"].texts(key)) for key in names["apart"]),
        numerals=_numerals(names["numerals"]),
        before_number=names["numerals"].text("before"),
        after_number=_longest_first(names["numerals"].texts("after")),
        owner=_alternatives(names["owners"].texts("words")),
        glosses=tuple(_gloss(key, block) for key, block in knowledge.structure("resolution/glosses").items()),
        separators=_pattern(signs["apart"], "between"),
        code=_pattern(signs["credit_code"], "after"),
        stop=signs["stop"].text("after"),
        known=frozenset(row.key for row in knowledge.table("gazetteers/bodies")),
        callings=_callings(names["callings"]),
        fillers=_alternatives(_fillers(names["generic"], knowledge)),
    )


def _callings(block: Block) -> Mapping[str, str]:
    """The line of callings to which each title belongs, the longest titles first."""
    lines = {title: key for key in block for title in block.texts(key)}
    return {title: lines[title] for title in _longest_first(lines)}


def _fillers(block: Block, knowledge: Knowledge) -> Iterator[str]:
    """What distinguishes no body: qualities, fields of administration, trades."""
    yield from block.texts("qualities")
    for row in knowledge.table("gazetteers/fields"):
        yield row.key
        yield from filter(None, row["short"].split("|"))
    yield from knowledge.words("gazetteers/trades")


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _longest_first(set(words)))))


def _lists(names: Mapping[str, Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry, block in names.items():
        for key, value in block.items():
            if isinstance(value, list):
                yield f"{entry}.{key}", _longest_first(block.texts(key))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _numerals(block: Block) -> dict[str, str]:
    """What each Chinese digit is in Arabic; ten and hundred under their names."""
    digits = {sign: str(value) for value, sign in enumerate(block.text("digits"))}
    return {
        **digits,
        block.text("zero"): "0",
        "ten": block.text("ten"),
        "hundred": block.text("hundred"),
        "degree": block.text("degree"),
    }


def _gloss(key: str, block: Block) -> Gloss:
    block.allow("between", "after", "types", "names", "finds", "ignores")
    return Gloss(
        id=key,
        between=_pattern(block, "between"),
        after=_pattern(block, "after"),
        any_type="types" in block,
        alike="names" in block,
        finds=block.texts("finds"),
        ignores=block.texts("ignores"),
    )


def _pattern(block: Block, key: str) -> re.Pattern[str]:
    try:
        return re.compile(block.text(key))
    except re.error as error:
        raise block.error(key, f"{key!r} is no pattern: {error}") from error
