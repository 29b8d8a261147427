"""What people decided about names: it outranks every rule and survives rebuilds.

`judgements.tsv` has the columns left, right, verdict and why. A name is written `Company:安踏`, with ` @ source:start`
of one of its mentions where namesakes must be told apart, or as the id of its entity. Verdicts: same, different; hide
(right is empty); rename and pin (right is the name to show); retype (right is the type). On a fact, with its subject
and object: `wrong:PREDICATE`, `date:PREDICATE=2023-05`; its passage, where it is one of several, stands in why as
`source:start-end`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import InputError, KnowledgeError, nearest
from kgraph.io import replacing
from kgraph.knowledge_io import Row
from kgraph.knowledge_io.files import read_table

__all__ = ["Doubt", "Judgement", "ask", "doubts", "read", "write", "write_doubts"]

FACTS = ("wrong", "date")
_PASSAGE = re.compile(r"\S.*:\d+-\d+")
VERDICTS = ("same", "different", "hide", "rename", "pin", "retype")
COLUMNS = ("left", "right", "verdict", "why")
DOUBTS = "doubts.tsv"
FIELDS = ("score", "type", "left", "right", "left_name", "right_name", "reason", "evidence")
ANSWERS = {"y": "same", "n": "different"}
LATER, ENOUGH = "s", "q"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision; `line` is where it stands in its file.

    >>> Judgement("Company:安踏", "Company:安踏集团", "same")
    Judgement(left='Company:安踏', right='Company:安踏集团', verdict='same', why='', file='', line=0)
    """

    left: str
    right: str
    verdict: str
    why: str = ""
    file: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS and not self.predicate:
            raise self.error(f"unknown verdict {self.verdict!r}", hint=nearest(self.verdict, VERDICTS))
        if self.verdict.startswith("date:") and not self.date:
            raise self.error(f"{self.verdict!r} gives no date, as in date:holds_role=2023-05")
        if not self.left or bool(self.right) == (self.verdict == "hide"):
            raise self.error(
                f"{self.verdict!r} needs " + ("left alone" if self.verdict == "hide" else "left and right")
            )

    @property
    def predicate(self) -> str:
        """The predicate of the facts that the decision is about; empty where it is about entities."""
        what, colon, about = self.verdict.partition(":")
        return about.partition("=")[0].strip() if colon and what in FACTS else ""

    @property
    def date(self) -> str:
        """The date that a person gives a fact, or nothing."""
        what, _, about = self.verdict.partition(":")
        return about.partition("=")[2].strip() if what == "date" else ""

    @property
    def passage(self) -> str:
        """The passage, `source:start-end`, that `why` names; empty where it gives another reason."""
        return self.why.strip() if _PASSAGE.fullmatch(self.why.strip()) else ""

    @property
    def is_of_two(self) -> bool:
        """Whether left and right are both entities."""
        return self.verdict in ("same", "different") or bool(self.predicate)

    def idle(self) -> str:
        """What a person is told of a decision that names nothing here."""
        about = " / ".join(filter(None, (self.left, self.right)))
        return f"{self.file or 'judgements'}, line {self.line}: {self.verdict} {about}: names nothing in this build"

    def error(self, problem: str, *, hint: str = "") -> KnowledgeError:
        """An error that names the line."""
        return KnowledgeError(self.file or "judgements", self.line, problem, hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two entities that may be one thing: what a person is asked. `left` and `right` are as judgements name them."""

    score: float
    type: str
    left: str
    right: str
    left_name: str
    right_name: str
    reason: str
    evidence: str = ""


def read(path: Path) -> tuple[Judgement, ...]:
    """The decisions of a file, in its order; a row that says nothing possible is an error with its line."""
    try:
        return tuple(_judgement(row) for row in read_table(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def write(path: Path, judged: Iterable[Judgement]) -> None:
    """Write decisions to a file, whole or not at all."""
    rows = [COLUMNS, *((each.left, each.right, each.verdict, each.why) for each in judged)]
    _write(path, rows)


def write_doubts(folder: Path, open_: Iterable[Doubt]) -> None:
    """Leave the doubtful pairs, best first, in the folder of a graph, for `ask` to ask later."""
    _write(folder / DOUBTS, [FIELDS, *(_fields(each) for each in open_)])


def doubts(folder: Path) -> tuple[Doubt, ...]:
    """The doubtful pairs that a build left in its folder, best first."""
    path = folder / DOUBTS
    return tuple(_doubt(row) for row in read_table(path)) if path.is_file() else ()


def ask(open_: Sequence[Doubt], *, ask: Callable[[str], str], path: Path) -> int:
    """Ask about each pair that is not yet judged, and keep every answer at once; how many were given."""
    judged = list(read(path)) if path.is_file() else []
    known = {frozenset((each.left, each.right)) for each in judged}
    made = 0
    for doubt in open_:
        if frozenset((doubt.left, doubt.right)) in known:
            continue
        answer = _answer(doubt, ask)
        if answer == ENOUGH:
            break
        if answer in ANSWERS:
            why = f"{doubt.left_name} / {doubt.right_name}"
            judged.append(Judgement(doubt.left, doubt.right, ANSWERS[answer], why))
            write(path, judged)
            made += 1
    return made


def _answer(doubt: Doubt, ask: Callable[[str], str]) -> str:
    question = f"{doubt.type}: {doubt.left_name} = {doubt.right_name}?  ({doubt.reason}) {doubt.evidence}\n[y/n/s/q]"
    while (answer := ask(question).strip().lower()[:1]) not in {*ANSWERS, LATER, ENOUGH}:
        question = "[y/n/s/q]"
    return answer


def _judgement(row: Row) -> Judgement:
    known = {name for name, _ in row.values}
    missing = [column for column in COLUMNS[:3] if column not in known]
    if missing:
        raise KnowledgeError(row.file, row.line, f"the header lacks {missing[0]!r}")
    why = row["why"] if "why" in known else ""
    return Judgement(row["left"].strip(), row["right"].strip(), row["verdict"].strip(), why, row.file, row.line)


def _doubt(row: Row) -> Doubt:
    texts = {field: row[field] for field in FIELDS[1:]}
    return Doubt(score=float(row["score"]), **texts)


def _fields(doubt: Doubt) -> tuple[str, ...]:
    return f"{doubt.score:.2f}", *(str(getattr(doubt, field)) for field in FIELDS[1:])


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with replacing(path) as beside:
        beside.write_text("".join(_line(row) for row in rows), encoding="utf-8")


def _line(cells: Iterable[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
