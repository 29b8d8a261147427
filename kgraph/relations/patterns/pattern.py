"""The patterns of knowledge/patterns/: what each looks for, what it says of it, and what it may not be said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgraph.errors import nearest
from kgraph.knowledge_io import Block, Knowledge
from kgraph.relations.patterns.grammar import Grammar, load_grammar
from kgraph.relations.patterns.masking import Masked

__all__ = ["AHEAD", "DENIALS", "Claim", "Pattern", "load_patterns"]

AHEAD = "ahead"
FOLDER = "patterns"
REACHES = ("sentence", "section", "text")
DENIALS = ("negated", "planned", "asked", "conditional", "hearsay", "ended")
_CLAIM = re.compile(r"([a-z_]+)(\+?)(?:\.(body|home))? ([a-z_]+) ([a-z_]+)(?:\.(body|home))?")
_KEYS = (
    "text",
    "stage",
    "fold",
    "ahead",
    "facts",
    "status",
    "allows",
    "measured",
    "carried",
    "finds",
    "ignores",
    "whole",
    "part",
    "reach",
    "mechanism",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a pattern states: which unit, and which part of it, is subject and object of what."""

    subject: str
    predicate: str
    object: str
    subject_part: str = ""
    object_part: str = ""
    companions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern ready to run; `stage` orders those that fold what they find into one unit.

    The subject of one that is `near` must stand in the same sentence, that of a `section` is whom its sentence or its
    section is about; others may take it from the text before, where they are right less often: `carried` is their
    confidence there. What a `mechanism` of the discourse reads is no match of an expression: the pattern says how
    often it is right.
    """

    id: str
    expression: re.Pattern[str]
    needed: tuple[frozenset[str], ...]
    claims: tuple[Claim, ...]
    stage: int = 0
    fold: str = ""
    kind: str = ""
    ahead: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()
    near: bool = False
    section: bool = False
    mechanism: str = ""
    status: str = ""
    allows: frozenset[str] = frozenset()
    confidence: float = 0.5
    carried: float = 0.5
    entry: Block = field(compare=False, repr=False)

    def may_match(self, masked: Masked) -> bool:
        """Whether a masked text has a unit for each that the pattern needs."""
        return not any(masked.kinds.isdisjoint(chars) for chars in self.needed)

    def matches(self, masked: Masked) -> Iterator[re.Match[str]]:
        """Where the pattern stands in a masked text."""
        return self.expression.finditer(masked.text)


def load_patterns(knowledge: Knowledge) -> tuple[Pattern, ...]:
    """All patterns, those that fold first, in the order of their stages."""
    grammar = load_grammar(knowledge)
    found: dict[str, Pattern] = {}
    for predicate in knowledge.names(FOLDER, ".yaml"):
        for key, entry in knowledge.structure(f"{FOLDER}/{predicate}").items():
            if key in found:
                raise entry.error("text", f"pattern {key!r} stands in two files")
            found[key] = _pattern(key, entry, predicate, grammar, knowledge)
    return tuple(sorted(found.values(), key=lambda pattern: (not pattern.stage, pattern.stage)))


def _pattern(key: str, entry: Block, predicate: str, grammar: Grammar, knowledge: Knowledge) -> Pattern:
    entry.allow(*_KEYS)
    slots = grammar.slots(entry, "text")
    kinds = {end: _kinds(entry, end, grammar) for end in (AHEAD, "whole", "part")}
    fold, _, kind = entry.text("fold", "").partition(" as ")
    if fold and fold not in slots:
        raise entry.error("fold", f"no unit is named {fold!r}", hint=nearest(fold, slots))
    expression = grammar.expression(entry, "text")
    return Pattern(
        id=key,
        expression=expression,
        needed=grammar.needed(expression, slots),
        claims=_claims(entry, predicate, {*slots, *(end for end, found in kinds.items() if found)}, knowledge),
        stage=entry.get("stage", 0),
        fold=fold,
        kind=kind,
        ahead=kinds[AHEAD],
        whole=kinds["whole"],
        part=kinds["part"],
        near=_reach(entry) == "sentence",
        section=_reach(entry) == "section",
        mechanism=entry.text("mechanism", ""),
        status=entry.text("status", ""),
        allows=_allows(entry),
        confidence=_confidence(entry, "measured"),
        carried=_confidence(entry, "carried"),
        entry=entry,
    )


def _kinds(entry: Block, key: str, grammar: Grammar) -> frozenset[str]:
    """The kinds that stand under a key, divided by |."""
    names = [name for name in entry.text(key, "").split("|") if name]
    for name in names:
        if name not in grammar.kinds:
            raise entry.error(key, f"unknown kind {name!r}", hint=nearest(name, grammar.kinds.names))
    return frozenset(kind for name in names for kind in grammar.kinds.members(name))


def _claims(entry: Block, predicate: str, names: set[str], knowledge: Knowledge) -> tuple[Claim, ...]:
    subject = AHEAD if AHEAD in names else "subject"
    written = entry.texts("facts") if "facts" in entry else (f"{subject} {predicate} object",)
    return tuple(_claim(entry, each, names, knowledge) for each in written)


def _claim(entry: Block, written: str, names: set[str], knowledge: Knowledge) -> Claim:
    found = _CLAIM.fullmatch(written)
    if not found:
        raise entry.error("facts", f"{written!r} is not 'subject predicate object'")
    subject, companions, subject_part, predicate, object_, object_part = found.groups(default="")
    for name in (subject, object_):
        if name not in names:
            raise entry.error("facts", f"no unit is named {name!r}", hint=nearest(name, names))
    if predicate not in knowledge.relations:
        raise entry.error("facts", f"unknown relation {predicate!r}", hint=nearest(predicate, knowledge.relations))
    return Claim(subject, predicate, object_, subject_part, object_part, companions)


def _allows(entry: Block) -> frozenset[str]:
    for kind in entry.texts("allows"):
        if kind not in DENIALS:
            raise entry.error("allows", f"unknown denial {kind!r}", hint=nearest(kind, DENIALS))
    return frozenset(entry.texts("allows"))


def _reach(entry: Block) -> str:
    """How far off the subject may stand: in the sentence, as whom the section is about, or anywhere before."""
    reach = entry.text("reach", "text")
    if reach not in REACHES:
        raise entry.error("reach", f"unknown reach {reach!r}", hint=nearest(reach, REACHES))
    return reach


def _confidence(entry: Block, key: str) -> float:
    """Precision as measured, drawn towards one half where it rests on few cases."""
    measured: Mapping[str, int] = entry.get(key, {})
    correct, of = measured.get("correct", 0), measured.get("of", 0)
    if not 0 <= correct <= of:
        raise entry.error(key, f"{correct} correct of {of} cannot be")
    return (correct + 1) / (of + 2)
