"""The canonical name: of all forms of one thing the fullest that the texts use surely; a slip is never it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.resolution.article_context import SurfaceForm
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["Choice", "choose"]

# A form with a tenth of the weight of the weightiest is used surely; one that goes on past a weightier is a slip.
SURE, SLIP = 0.1, 0.34
SHORTEST = 2
# A gloss that ends a name, and a name that stands in quotation marks whole.
_GLOSSED = re.compile(r"[^》)）][(（][^()（）]*[)）]?$")
_QUOTED = re.compile(r"[“\"‘][^”\"’]*[”\"’]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The name to show, the other names in order, and those of them that are slips."""

    name: str
    aliases: tuple[str, ...]
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A form with its weight: articles count, repeats within one hardly."""

    text: str
    name: Name
    weight: float


def choose(surfaces: Sequence[SurfaceForm], names: Names, known: frozenset[str] = frozenset()) -> Choice:
    """The canonical name of a cluster and its aliases, the slips last: those known, and those that their forms show."""
    forms = _forms(surfaces)
    most = max(form.weight for form in forms)
    slips = {form.text for form in forms if form.text in known or _is_slip(form, forms, names)}
    sure = [form for form in forms if form.text not in slips and form.weight >= SURE * most]
    best = max(sure or forms, key=lambda form: _fullness(form, names))
    aliases = sorted(form.text for form in forms if form.text not in slips | {best.text})
    marked = tuple(sorted(slips - {best.text}))
    return Choice(best.text, (*aliases, *marked), marked)


def _forms(surfaces: Sequence[SurfaceForm]) -> list[_Form]:
    weights: dict[str, float] = defaultdict(float)
    name_of: dict[str, Name] = {}
    for each in surfaces:
        surest = max(mention.confidence for mention in each.mentions)
        weights[each.text] += surest * (1 + math.log(len(each.mentions)))
        name_of[each.text] = each.name
    return [_Form(text, name_of[text], weights[text]) for text in sorted(weights)]


def _fullness(form: _Form, names: Names) -> tuple[bool, bool, bool, bool, int, float, str]:
    """Not 市工信局 where 晋江市工信局 is said, and the register's name before a former brand."""
    name, words = form.name, names.words
    plain = not words.opens(name.folded, "modifiers.openings") and not _GLOSSED.search(form.text)
    whole = not name.marker and not words.ends(name.rest, "endings.department")
    return plain, whole, name.registered, not _QUOTED.fullmatch(form.text), len(name.folded), form.weight, form.text


def _is_slip(form: _Form, forms: Sequence[_Form], names: Names) -> bool:
    """A form that opens or ends with a far weightier one, and what is over is nothing that names have: 美国派."""
    folded = form.name.folded
    for other in forms:
        core = other.name.folded
        if len(core) < SHORTEST or len(folded) <= len(core) or form.weight > SLIP * other.weight:
            continue
        if folded.startswith(core) and not _is_ending(folded, len(core), names):
            return True
        if folded.endswith(core) and not _is_opening(folded[: -len(core)], form.name, names):
            return True
    return bool(names.words.opens(folded, "modifiers.openings")) and len(forms) > 1


def _is_ending(folded: str, at: int, names: Names) -> bool:
    """Whether a name may end in what follows a shorter one: a legal form, the kind of a place, a trade."""
    tail, words = folded[at:], names.words
    if names.regions.codes(folded):
        return True
    if len(tail) <= 1 or folded[:at] in names.regions.elsewhere:
        return words.ends(tail, "endings.body") == tail and bool(tail)
    return True


def _is_opening(head: str, name: Name, names: Names) -> bool:
    """Whether a name may open with what stands before a shorter one: not false, nor 该."""
    return not (head.isascii() and head.isalpha()) and not names.words.opens(name.folded, "modifiers.openings")
