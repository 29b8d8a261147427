"""Identity: what a name shares with every other name of the same thing, whatever the article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgraph.resolution.article_context import ArticleContext, SurfaceForm
from kgraph.resolution.names.normalise import Name
from kgraph.resolution.names.regions import COUNTY
from kgraph.resolution.names.vocabulary import Words

__all__ = ["NOTHING", "TELLING", "TITLES", "Identity", "identity"]

COMPANY, PLACE, DOCUMENT = "Company", "Place", "Document"
BODIES = frozenset({"Government", "Organization"})
TITLES = frozenset({"Award", "Event", "Project", "Document", "Product"})
LONG, TELLING, SHORT, BRIEF = 10, 4, 3, 2
_EDITION = re.compile(r"第?\d+.?")
RANKS_OF_CONTESTS = "common.words"


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of a block; where not `sure`, things of one such name are told apart by where they are."""

    key: tuple[str, ...]
    sure: bool = True

    def __bool__(self) -> bool:
        return bool(self.key)


NOTHING = Identity(())


def identity(surface: SurfaceForm, context: ArticleContext, *, labels: frozenset[str]) -> Identity:
    """What the name says of itself, and its unit's labels: nothing for 市工信局 without a city, 人民医院, 一等奖."""
    if surface.type == COMPANY:
        return _firm(surface.name, context.names.words)
    if surface.type in BODIES:
        return _body(surface, context, labels)
    if surface.type == PLACE:
        return _place(surface, context, labels)
    return _title(surface, context) if surface.type in TITLES else NOTHING


def _firm(name: Name, words: Words) -> Identity:
    if len(name.core) < 2 or _is_kind(name.core, words.lists["generic.firms"]):
        return NOTHING
    return Identity((COMPANY, name.core))


def _is_kind(core: str, kinds: tuple[str, ...]) -> bool:
    """Whether a name is put together from words for kinds alone: 互联网金融企业."""
    while core:
        kind = next(filter(core.endswith, kinds), "")
        if not kind:
            return False
        core = core.removesuffix(kind)
    return True


def _body(surface: SurfaceForm, context: ArticleContext, labels: frozenset[str]) -> Identity:
    name, words = surface.name, context.names.words
    if words.ends(name.rest, "endings.department") or surface.text in words.lists["organs.words"]:
        return NOTHING
    if name.regions:
        code = context.region_of(name)
        return (
            Identity((surface.type, code, name.rest)) if code else Identity((surface.type, "", name.short), sure=False)
        )
    if name.marker:
        code = context.home(name.marker)
        return Identity((surface.type, code, name.rest)) if code and not labels else NOTHING
    return _unplaced(surface, context)


def _unplaced(surface: SurfaceForm, context: ArticleContext) -> Identity:
    """A body without region in front: 新华社 is one, 厚街镇党委 one in each city, 人民医院 none."""
    name, words = surface.name, context.names.words
    key = surface.type, "", name.short
    ending = words.ends(name.short, "dependent.endings")
    if not ending or _is_unique(name, words) or context.names.regions.begins_abroad(name.short):
        return Identity(key)
    telling = telling_part(name.short.removesuffix(ending), words)
    if telling:
        return Identity(key, sure=len(telling) >= TELLING)
    if len(name.short) <= LONG // 2 or not context.city:
        return NOTHING
    return Identity((surface.type, context.city, name.short))


def _is_unique(name: Name, words: Words) -> bool:
    unique = words.opens(name.short, "unique.openings") or words.ends(name.short, "unique.endings")
    return name.national or bool(unique)


def telling_part(head: str, words: Words) -> str:
    """What is left of a name that others of its kind do not have: 红星 of 红星实验, nothing of 第1人民."""
    left = words.fillers.sub("", head)
    return "" if left.isdigit() or len(left) < 2 else left


def _place(surface: SurfaceForm, context: ArticleContext, labels: frozenset[str]) -> Identity:
    name, words, regions = surface.name, context.names.words, context.names.regions
    if regions.codes(name.folded):
        codes = labels or regions.codes(name.folded)
        if _is_unsure(codes, context, name.folded):
            return Identity((PLACE, "", name.folded))
        code = context.meant(codes) or context.usual(name.folded, codes)
        return Identity((PLACE, code)) if code else Identity((PLACE, name.folded), sure=False)
    if name.folded in words.letters:
        return NOTHING
    key = PLACE, "", name.short
    ending = words.ends(name.folded, "endings.unsure")
    if not ending or name.regions or name.folded in regions.elsewhere:
        return Identity(key)
    if len(name.folded) - len(ending) == 1:
        return Identity(key, sure=False)
    telling = telling_part(name.folded.removesuffix(ending), words)
    return Identity(key, sure=len(telling) >= TELLING) if telling else NOTHING


def _is_unsure(codes: frozenset[str], context: ArticleContext, folded: str) -> bool:
    """A county's name without its ending is many a word's: 平房 is 平房区 where the article speaks of its city."""
    divisions = context.names.regions.divisions
    if any(divisions[code].level != COUNTY or divisions[code].name == folded for code in codes):
        return False
    return len(folded) == BRIEF and not context.speaks_near(folded)


def _title(surface: SurfaceForm, context: ArticleContext) -> Identity:
    name, words = surface.name, context.names.words
    title = name.title if surface.type == DOCUMENT else name.folded
    if is_common(surface, words) or len(title) < SHORT - (surface.type == DOCUMENT):
        return NOTHING
    level = name.marker or next((words.levels[word] for word in words.levels if name.folded.startswith(word)), "")
    if level:
        code = context.home(level)
        return Identity((surface.type, code, title)) if code else NOTHING
    sure = surface.type in ("Award", "Product", DOCUMENT) or name.national or bool(name.regions or name.quoted)
    return Identity((surface.type, "", title), sure=sure or len(_EDITION.sub("", title)) >= TELLING)


def is_common(surface: SurfaceForm, words: Words) -> bool:
    """Whether every contest, meeting or office has one of these: 二等奖, 座谈会, 《通知》."""
    name = surface.name
    title = name.title if surface.type == DOCUMENT else name.folded
    if name.folded in words.lists[RANKS_OF_CONTESTS] or title in words.lists[RANKS_OF_CONTESTS]:
        return True
    if surface.type == DOCUMENT and _is_kind(title, words.lists["generic.documents"]):
        return True
    ending = words.ends(title, "common.endings")
    return bool(ending) and not name.regions and len(title) - len(ending) < TELLING
