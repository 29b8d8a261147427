"""When something came about: dates as texts write them, in ISO form, without those that date something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge
from kgraph.relations.patterns.grammar import unbounded

__all__ = ["Dates", "Timeline"]

ANCHORS = ("published", "context")
_UNITS = ("years", "months", "days")
_PARTS = ("year", "month", "day", "until_year", "until_day")
_DIGITS = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")
_BLANK = re.compile(r"[\s，。；：、（）【】\[\]·•]*")


@dataclass(slots=True)
class Timeline:
    """What the text has said of time so far: the last date, and the date that heads the lines being read."""

    published: str = ""
    last: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way to write a date, and where the parts that it leaves out come from."""

    expression: re.Pattern[str]
    anchor: str
    moved: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A date where it stands in a text."""

    start: int
    end: int
    rule: _Rule
    parts: Mapping[str, int]


class Dates:
    """Reads the dates of a text in their order.

    >>> from kgraph.knowledge_io import load
    >>> dates = Dates(load())
    >>> dates.of("2022年5月，创办于1998年的踏岚获评", Timeline())
    '2022-05'
    >>> dates.of("12月28日，踏岚获评", Timeline(published="2024-01-05"))
    '2023-12-28'
    >>> dates.of("二〇一九年三月至2020年6月任", Timeline())
    '2019-03/2020-06'
    """

    def __init__(self, knowledge: Knowledge) -> None:
        entry = knowledge.structure("discourse/dates")
        self._numerals = _Numerals(*(entry["numerals"].text(key) for key in ("zeros", "digits", "ten")))
        self._rules = tuple(_rules(entry["written"], entry["parts"]))
        self._gap, self._joint = (re.compile(entry[key].text("text")) for key in ("gap", "joint"))
        modifies = entry["modifies"]
        self._before, self._after = (tuple(map(re.compile, modifies.texts(side))) for side in ("before", "after"))

    def of(self, text: str, timeline: Timeline) -> str:
        """The last date of a text that dates what it says; else the one that heads its lines, if one does."""
        return self._read(self._plain(text), timeline)[0] or timeline.heading

    def note(self, text: str, timeline: Timeline) -> None:
        """Take note of the dates of a text that has been read; one that is all of it heads the lines below."""
        text = self._plain(text)
        found = list(self._found(text))
        last, known = self._read(text, timeline)
        if found:
            alone = len(found) == 1 and bool(_BLANK.fullmatch(text[: found[0].start] + text[found[0].end :]))
            timeline.heading = last if alone else timeline.heading if found[0].start > 0 else ""
        timeline.last = known or timeline.last

    def _plain(self, text: str) -> str:
        """A text with half-width digits and no spaces within its dates."""
        return self._gap.sub("", text.translate(_DIGITS))

    def _read(self, text: str, timeline: Timeline) -> tuple[str, str]:
        """The last date that dates what is said, and the last of all that a later one may go by."""
        said, context, end = "", timeline.last, -1
        for found in self._found(text):
            value = _value(found, timeline.published, context)
            joined = 0 <= end < found.start and self._joint.fullmatch(text, end, found.start)
            end = found.end
            if joined and said:
                said = context = _period(said, found, value)
            elif value and not self._modifies(text, found):
                said = context = value
        return said, context

    def _modifies(self, text: str, found: _Found) -> bool:
        """Whether a date says when something else came about: 成立于2005年的踏岚获评."""
        before, after = text[max(0, found.start - 8) : found.start], text[found.end : found.end + 16]
        return any(each.search(before) for each in self._before) or any(each.search(after) for each in self._after)

    def _found(self, text: str) -> Iterator[_Found]:
        """The dates of a text; of those that overlap the one that begins first, then the longest."""
        every = [(found, rule) for rule in self._rules for found in rule.expression.finditer(text)]
        last = 0
        for found, rule in sorted(every, key=lambda each: (each[0].start(), -each[0].end())):
            if found.start() >= last:
                last = found.end()
                yield _Found(found.start(), found.end(), rule, self._parts(found))

    def _parts(self, found: re.Match[str]) -> dict[str, int]:
        return {
            key: self._numerals.number(value) for key, value in found.groupdict().items() if value and key in _PARTS
        }


@dataclass(frozen=True, slots=True)
class _Numerals:
    """The characters of Chinese numerals: several zeros, the digits from one to nine in order, and ten."""

    zeros: str
    digits: str
    ten: str

    def number(self, written: str) -> int:
        """A number in digits, digit by digit or as a numeral below a hundred; 0 where it is none.

        >>> numerals = _Numerals("〇零", "一二三四五六七八九", "十")
        >>> [numerals.number(each) for each in ("二〇二三", "十二", "二十八", "三十", "07", "一二")]
        [2023, 12, 28, 30, 7, 0]
        """
        if written.isdecimal():
            return int(written)
        tens, ten, ones = written.partition(self.ten)
        if ten:
            return 10 * (self._digit(tens) or 1) + self._digit(ones)
        if len(written) in (1, 4):
            return int("".join(str(self._digit(each)) for each in written))
        return 0

    def _digit(self, character: str) -> int:
        return self.digits.find(character) + 1 if character else 0


def _rules(written: Block, parts: Block) -> Iterator[_Rule]:
    """The ways to write a date, their parts put in."""
    for key, entry in written.items():
        entry.allow("text", "anchor", "years", "months", "days")
        anchor = entry.text("anchor", "")
        if anchor and anchor not in ANCHORS:
            raise entry.error("anchor", f"unknown anchor {anchor!r}", hint=nearest(anchor, ANCHORS))
        source = _filled(_filled(entry.text("text"), parts), parts)
        problem = unbounded(source)
        if problem:
            raise written.error(key, problem)
        yield _Rule(re.compile(source), anchor, {unit: entry[unit] for unit in _UNITS if unit in entry})


def _filled(source: str, parts: Block) -> str:
    for name in parts:
        source = source.replace(f"<{name}>", parts.text(name))
    return source


def _value(found: _Found, published: str, context: str) -> str:
    """A date or a period in ISO form; nothing where its year cannot be told."""
    year, month, day, until_year, until_day = (found.parts.get(key, 0) for key in _PARTS)
    if found.rule.anchor:
        return _relative(found, published if found.rule.anchor == "published" else context)
    year = year or _year(month, day, published, context)
    if not year:
        return ""
    start = _iso(year, month, day)
    end = _iso(until_year, 0, 0) if until_year else _iso(year, month, until_day) if until_day else ""
    return f"{start}/{end}" if start < end else start


def _period(start: str, found: _Found, end: str) -> str:
    """The period from a date to the one found after it, which may leave out the year of the first."""
    if "year" not in found.parts and not found.rule.anchor:
        end = _iso(int(start[:4]), found.parts.get("month", 0), found.parts.get("day", 0))
    return f"{start}/{end}" if start < end else start


def _year(month: int, day: int, published: str, context: str) -> int:
    """The nearest past year in which a day can have been, going by the day of publication or by the date before it."""
    if published:
        today = date.fromisoformat(published)
        return today.year - ((month, day) > (today.month, today.day if day else 31))
    return int(context[:4]) if context else 0


def _relative(found: _Found, anchor: str) -> str:
    """A date that names how far it is from another one."""
    if not anchor:
        return ""
    moved, month, day = found.rule.moved, found.parts.get("month", 0), found.parts.get("day", 0)
    year, at = int(anchor[:4]), int(anchor[5:7] or 0)
    if "days" in moved:
        return (date.fromisoformat(anchor) + timedelta(days=moved["days"])).isoformat()
    if "months" in moved:
        months = year * 12 + at - 1 + moved["months"]
        return _iso(months // 12, months % 12 + 1, day) if at else ""
    return _iso(year + moved["years"], month, day)


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date, or as much of it as the calendar allows."""
    if not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
    except ValueError:
        return f"{year:04d}-{month:02d}"
