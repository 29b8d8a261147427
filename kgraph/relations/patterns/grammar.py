"""Patterns as they are written, `{subject:Company}(?:<获得>){object:Award}`, and the expressions they stand for.

`{name:Kind}` is one unit with a name, `{Kind}` one without, several kinds are divided by |, `<word>` is a set of words
of grammar.yaml and `<plain>` any character but a unit and the marks that end a clause. An expression must be linear:
every repetition bounded, none within another.
"""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge
from kgraph.relations.patterns.masking import UNITS, Kinds

__all__ = ["Grammar", "any_of", "load_grammar", "unbounded"]

WIDEST = 60
PLAIN = "plain"
STEPS = 10_000_000
_SLOT = re.compile(r"\{(?:([a-z_]+):)?([A-Z][A-Za-z|]*)\}")
_WORDS = re.compile(r"<([^<>=!?]+)>")
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


@dataclass(frozen=True)
class Grammar:
    """The kinds of unit and the sets of words that patterns may name."""

    kinds: Kinds
    words: Mapping[str, str]
    stages: Mapping[int, frozenset[str]]

    def listed(self, stage: int) -> frozenset[str]:
        """The kinds whose lists are joined before a stage of folding."""
        return self.stages.get(stage, frozenset())

    def expression(self, entry: Block, key: str) -> re.Pattern[str]:
        """The compiled expression under a key; an error where it is wrong or not linear."""
        source = _WORDS.sub(lambda found: self._alternatives(entry, key, found[1]), entry.text(key))
        source = _SLOT.sub(lambda found: self._slot(entry, key, found), source)
        try:
            expression = re.compile(source)
        except re.error as error:
            raise entry.error(key, f"no regular expression: {error}") from error
        problem = unbounded(source)
        if problem:
            raise entry.error(key, problem)
        return expression

    def slots(self, entry: Block, key: str) -> dict[str, tuple[str, ...]]:
        """The named units of an expression with the kinds each may have."""
        return {name: self._kinds(entry, key, kinds) for name, kinds in _SLOT.findall(entry.text(key)) if name}

    def needed(self, expression: re.Pattern[str], slots: Mapping[str, tuple[str, ...]]) -> tuple[frozenset[str], ...]:
        """For each named unit without which an expression cannot match, the characters that may stand for it."""
        names = {number: name for name, number in expression.groupindex.items()}
        required = [names[number] for number in _required(parser.parse(expression.pattern)) if number in names]
        return tuple(self.kinds.chars(slots[name]) for name in required)

    def _alternatives(self, entry: Block, key: str, name: str) -> str:
        if name not in self.words:
            raise entry.error(key, f"unknown words <{name}>", hint=nearest(name, self.words))
        return self.words[name]

    def _slot(self, entry: Block, key: str, found: re.Match[str]) -> str:
        units = self.kinds.set_of(self._names(entry, key, found[2]))
        return f"(?P<{found[1]}>{units})" if found[1] else units

    def _names(self, entry: Block, key: str, written: str) -> list[str]:
        names = written.split("|")
        for name in names:
            if name not in self.kinds:
                raise entry.error(key, f"unknown kind {name!r}", hint=nearest(name, self.kinds.names))
        return names

    def _kinds(self, entry: Block, key: str, written: str) -> tuple[str, ...]:
        return tuple(kind for name in self._names(entry, key, written) for kind in self.kinds.members(name))


def load_grammar(knowledge: Knowledge) -> Grammar:
    """The kinds and words of grammar.yaml over the types of types.yaml."""
    groups: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {PLAIN: f"[^，。；：{UNITS[1:-1]}]"}
    built: list[str] = []
    stages: dict[int, set[str]] = {}
    for name, entry in knowledge.structure("grammar").items():
        entry.allow("kinds", "words", "expression", "listed")
        if "words" in entry:
            words[name] = any_of(entry.texts("words"))
        elif "expression" in entry:
            words[name] = entry.text("expression")
        elif "kinds" in entry:
            groups[name] = entry.texts("kinds")
        else:
            built.append(name)
        for stage in entry.get("listed", []):
            stages.setdefault(stage, set()).add(name)
    return Grammar(
        Kinds(dict.fromkeys((*knowledge.types, *built)), groups, knowledge.table("discourse/special_kinds")),
        words,
        {stage: frozenset(found) for stage, found in stages.items()},
    )


def any_of(words: Iterable[str]) -> str:
    """An expression that matches any of these words, the longest first.

    >>> any_of(["获", "获评"])
    '(?:获评|获)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


def unbounded(source: str) -> str:
    """Why an expression may take more than linear time, or nothing.

    >>> unbounded("(?:获.{0,9}){0,5}奖"), unbounded("获.{0,9}奖")
    ('a repetition within another', '')
    """
    steps = 1
    for widest, inner in _repeats(parser.parse(source)):
        if widest == codes.MAXREPEAT or widest > WIDEST:
            return f"a repetition without a bound of at most {WIDEST}"
        if widest > 1 and any(bound > 1 for bound, _ in _repeats(inner)):
            return "a repetition within another"
        steps *= widest + 1
    return "too many ways to match" if steps > STEPS else ""


def _repeats(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """Every repetition of a parsed expression, with its upper bound and what it repeats."""
    for code, argument in parsed:
        if code in _REPEATS:
            yield argument[1], argument[2]
            yield from _repeats(argument[2])
        elif code is codes.SUBPATTERN:
            yield from _repeats(argument[3])
        elif code is codes.BRANCH:
            for branch in argument[1]:
                yield from _repeats(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(argument[1])


def _required(parsed: Any) -> Iterator[int]:
    """The groups that every match passes through."""
    for code, argument in parsed:
        if code is codes.SUBPATTERN:
            if argument[0] is not None:
                yield argument[0]
            yield from _required(argument[3])
        elif code in _REPEATS and argument[0] > 0:
            yield from _required(argument[2])
