"""Alias definitions: what the text says outright of two names, that they mean one thing or two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise

from kgraph.records import Mention
from kgraph.resolution.article_context import ArticleContext, Key
from kgraph.resolution.blocking.review import Link
from kgraph.resolution.compare.matcher import SCORES
from kgraph.resolution.names.abbreviation import in_order
from kgraph.resolution.names.vocabulary import Gloss

__all__ = ["coordinated", "glossed"]

GAP = 24
APART = frozenset({"cooperates_with", "part_of", "located_in", "supports", "granted_by"})
BODIES = frozenset({"Company", "Government", "Organization"})
# What a reader may take a body for that the text defines as another name of one.
TAKEN = BODIES | {"Award", "Event", "Project", "Product"}
# What ends a definition, in brackets or quotation marks or none.
CLOSED = frozenset('）)”"」，,。；;')
COMPANY, PERSON, PLACE, ROLE = "Company", "Person", "Place", "Role"


def glossed(context: ArticleContext) -> Iterator[Link]:
    """The pairs that the text itself puts equal: 晋江市工业和信息化局（以下简称“市工信局”）."""
    for left, right in _neighbours(context):
        if any(_says(gloss, left, right, context) for gloss in context.names.words.glosses):
            for mention in (right, *_taken_otherwise(left, context), *_taken_otherwise(right, context)):
                one, other = sorted((context.key_of[left.key], context.key_of[mention.key]))
                yield Link(one, other, "gloss", SCORES["gloss"], context.sentence(left.start))

    yield from _unread(context)


def _unread(context: ArticleContext) -> Iterator[Link]:
    """Definitions whose second name was read elsewhere in the article, but not where it is defined."""
    text, starts = context.reading.article.text, {mention.start for mention in context.reading.mentions}
    for left in (mention for mention in context.reading.mentions if mention.type in BODIES):
        for gloss in context.names.words.glosses:
            found = gloss.between.match(text, left.end) if gloss.any_type else None
            if found and found.end() not in starts:
                for key in _written_at(found.end(), gloss, context):
                    one, other = sorted((context.key_of[left.key], key))
                    yield Link(one, other, "gloss", SCORES["gloss"], context.sentence(left.start))


def _written_at(at: int, gloss: Gloss, context: ArticleContext) -> Iterator[Key]:
    """The surfaces that the text writes at a place, to where the definition ends."""
    text = context.reading.article.text
    for key, surface in context.surfaces.items():
        end = at + len(surface.text)
        written = surface.type in TAKEN and text.startswith(surface.text, at) and text[end : end + 1] in CLOSED
        if written and gloss.after.match(text, end):
            yield key


def _taken_otherwise(mention: Mention, context: ArticleContext) -> Iterator[Mention]:
    """The defined name where the reader took it for something else in the same article."""
    text = context.key_of[mention.key][2]
    for key, surface in context.surfaces.items():
        if mention.type in BODIES and key[2] == text and key[1] in TAKEN - {mention.type}:
            yield surface.mentions[0]


def _says(gloss: Gloss, left: Mention, right: Mention, context: ArticleContext) -> bool:
    text = context.reading.article.text
    if not (gloss.between.fullmatch(text, left.end, right.start) and gloss.after.match(text, right.end)):
        return False
    if left.type == right.type != ROLE:
        return not gloss.alike or _are_alike(left, right, context)
    return gloss.any_type and bool({left.type, right.type} & BODIES) and {left.type, right.type} <= TAKEN


def _are_alike(left: Mention, right: Mention, context: ArticleContext) -> bool:
    """Whether the one in brackets can be the other: a foreign name, a firm's short one, a body's second sign."""
    one, other = (context.surfaces[context.key_of[each.key]].name for each in (left, right))
    if one.folded.isascii() != other.folded.isascii():
        return True
    if left.type != COMPANY:
        return left.type not in (PLACE, PERSON)
    short, long = sorted((one, other), key=lambda name: len(name.folded))
    return (not long.form and short.folded[-1] == long.folded[-1]) or in_order(short.folded, long.folded)


def coordinated(context: ArticleContext) -> Iterator[tuple[Key, Key]]:
    """The pairs that the text tells apart: side by side, at the two ends of a relation, namesakes by their offices."""
    text, separators = context.reading.article.text, context.names.words.separators
    for left, right in _neighbours(context):
        if left.type == right.type != ROLE and separators.fullmatch(text, left.end, right.start):
            yield context.key_of[left.key], context.key_of[right.key]
    for fact in context.reading.facts:
        if fact.predicate in APART and fact.subject.type == fact.object.type:
            yield context.key_of[fact.subject.key], context.key_of[fact.object.key]
    for _, parts in groupby(context.surfaces, key=lambda key: key[:3]):
        yield from combinations(parts, 2)


def _neighbours(context: ArticleContext) -> Iterator[tuple[Mention, Mention]]:
    ordered = sorted(context.reading.mentions, key=lambda each: (each.start, -each.end, each.type))
    for left, right in pairwise(ordered):
        if left.end <= right.start <= left.end + GAP:
            yield left, right
