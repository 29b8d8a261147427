"""Boundary slips: a name cut too far, always before the same word, is the well-known name that it goes on past."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.review import Link
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.names.normalise import Names

__all__ = ["links"]

SHORTEST, TAIL = 2, 3
KNOWN, FAR_MORE, REPEATED, SAME = 3, 3, 2, 0.8
PERSON, ROLE, PLACE = "Person", "Role", "Place"
ENDINGS = (
    "endings.body",
    "endings.place",
    "dependent.endings",
    "units.words",
    "endings.work",
    "endings.department",
    "belongings.words",
)

_Name = tuple[str, str]


@dataclass(slots=True)
class _Use:
    """How the articles use a name: where, and what follows it."""

    keys: list[Key] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    after: Counter[str] = field(default_factory=Counter)
    evidence: str = ""


def links(contexts: Sequence[ArticleContext], clusters: Clusters[Key], names: Names) -> Iterator[Link]:
    """Join each slip with the name that it goes on past."""
    uses = _uses(contexts)
    for (kind, text), use in sorted(uses.items()):
        known = _known(kind, text, use, uses)
        if known and not _is_name(text, text[len(known) :], use, names):
            target = uses[kind, known].keys[0]
            for key in use.keys:
                if not clusters.together(key, target) and clusters.join(key, target):
                    one, other = sorted((key, target))
                    yield Link(one, other, "boundary-slip", SCORES["boundary-slip"], use.evidence)


def _uses(contexts: Iterable[ArticleContext]) -> dict[_Name, _Use]:
    uses: dict[_Name, _Use] = defaultdict(_Use)
    for context in contexts:
        for key, surface in context.surfaces.items():
            if surface.type not in (ROLE, PLACE):
                _count(uses[surface.type, surface.text], key, surface, context)
    return uses


def _count(use: _Use, key: Key, surface: SurfaceForm, context: ArticleContext) -> None:
    text = context.reading.article.text
    use.keys.append(key)
    use.articles.add(surface.article)
    use.after.update(text[each.end : each.end + 1] for each in surface.mentions)
    use.evidence = use.evidence or context.sentence(surface.first)


def _known(kind: str, text: str, use: _Use, uses: dict[_Name, _Use]) -> str:
    """The longest name that this one goes on past and that far more articles use."""
    least = SHORTEST + (kind == PERSON)
    for size in range(len(text) - 1, max(least, len(text) - TAIL) - 1, -1):
        known = uses.get((kind, text[:size]))
        if known and len(known.articles) >= max(KNOWN, FAR_MORE * len(use.articles)):
            return text[:size]
    return ""


def _is_name(text: str, tail: str, use: _Use, names: Names) -> bool:
    """Whether names end so, or the text goes on in more ways than one: 远岭外卖, 益阳县."""
    words, name = names.words, names(text)
    if name.form or names.regions.codes(name.folded) or any(words.ends(tail, which) for which in ENDINGS):
        return True
    if words.fillers.search(tail) or not tail.isalpha() or tail.isascii():
        return True
    if any(each.startswith(text) for each in names.regions.elsewhere):
        return True
    if len(tail) > 1 and len(use.articles) < REPEATED:
        return True
    following, count = max(use.after.items(), key=lambda each: (each[1], each[0]))
    return not following.isalpha() or count < SAME * sum(use.after.values())
