"""Names of one thing within one article: what the text says, and what the forms of the names allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.definitions import coordinated, glossed
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare import firms, pair_score
from kgraph.resolution.compare.matcher import SCORES, Matcher

__all__ = ["Unit", "links", "read"]

LARGE = 4000
SHORTENED = ("opening", "ending", "letters")
COMPANY = "Company"
ROLE = "Role"
GOVERNMENT = "Government"


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """The names of one article as the article itself ties them: clusters, the links that made them, what stays open."""

    clusters: Clusters[Key]
    links: tuple[Link, ...]
    open: tuple[ReviewPair, ...]
    apart: tuple[tuple[Key, Key], ...]
    defined: frozenset[Key]

    def is_defined(self, key: Key) -> bool:
        """Whether the article says outright what the name stands for."""
        return key in self.defined


def read(context: ArticleContext, clusters: Clusters[Key], match: Matcher) -> Unit:
    """Join the names of an article as it says outright, then as their forms allow."""
    found: list[Link | ReviewPair] = []
    for link in glossed(context):
        if not clusters.parted(link.left, link.right):
            clusters.must_link(link.left, link.right)
            found.append(link)
    defined = frozenset(key for each in found for key in (each.left, each.right))
    apart = tuple(coordinated(context))
    for left, right in apart:
        clusters.cannot_link(left, right)
    found += links(context, clusters, match)
    joined = tuple(each for each in found if isinstance(each, Link))
    return Unit(clusters, joined, tuple(each for each in found if isinstance(each, ReviewPair)), apart, defined)


def links(context: ArticleContext, clusters: Clusters[Key], match: Matcher) -> Iterator[Link | ReviewPair]:
    """Join the names of each type as far as they allow, the surest rule first; what stays open is told as near."""
    for kind, group in groupby(context.surfaces.values(), key=lambda each: each.type):
        if kind != ROLE:
            yield from _of_one_type(context, tuple(group), clusters, match)


def _of_one_type(
    context: ArticleContext, surfaces: Sequence[SurfaceForm], clusters: Clusters[Key], match: Matcher
) -> Iterator[Link | ReviewPair]:
    found = _candidates(surfaces, match, context)
    for left, right in _other_forms(surfaces, match):
        clusters.cannot_link(left.key, right.key)
    done: set[Key] = set()
    for (short, score), group in groupby(found, key=lambda each: (each[1].key, each[0])):
        if short in done:
            continue
        if score < SCORES["same-form"] or short[1] == "Place":
            done.add(short)
        yield from _settled(context, short, [(each[2], each[3]) for each in group], clusters)


_Candidate = tuple[float, SurfaceForm, SurfaceForm, str]


def _candidates(surfaces: Sequence[SurfaceForm], match: Matcher, context: ArticleContext) -> list[_Candidate]:
    """Every pair of a shorter and a longer name that a rule ties; the longest of the shorter ones first."""
    found = []
    letters = [frozenset(each.name.folded + each.name.short) for each in surfaces]
    possible, groups = _Possible(surfaces, letters, _postings(letters), context), _groups(surfaces, context)
    for short in surfaces:
        for long in possible(short):
            rule = match(short.type, short.name, long.name) if short is not long else ""
            if rule in SHORTENED and _is_venture(short, long, context, groups):
                continue
            if rule and not _is_division(short, rule, context):
                found.append((SCORES[rule], short, long, rule))
    return sorted(found, key=_surest_first)


def _other_forms(surfaces: Sequence[SurfaceForm], match: Matcher) -> Iterator[tuple[SurfaceForm, SurfaceForm]]:
    """Firms of one brand that go by different forms: 远岭控股, 远岭集团."""
    alike: dict[str, list[SurfaceForm]] = defaultdict(list)
    for each in surfaces:
        if each.type == COMPANY and each.name.form:
            alike[each.name.core].append(each)
    for group in alike.values():
        yield from (pair for pair in combinations(group, 2) if firms.is_other(pair[0].name, pair[1].name, match.names))


def _is_division(short: SurfaceForm, rule: str, context: ArticleContext) -> bool:
    """桃江 in an article on 益阳 is 桃江县, not 桃江镇."""
    return short.type == "Place" and rule == "ending" and context.speaks_near(short.name.folded)


def _groups(surfaces: Sequence[SurfaceForm], context: ArticleContext) -> frozenset[str]:
    """The brands that the article names as groups: 安踏 where it has 安踏集团."""
    group = context.names.words.lists["groups.words"]
    return frozenset(each.name.core for each in surfaces if each.type == COMPANY and each.name.form.startswith(group))


def _is_venture(short: SurfaceForm, long: SurfaceForm, context: ArticleContext, groups: frozenset[str]) -> bool:
    """远岭新科 is not 远岭 where 远岭集团 is named; 远岭地产 is 远岭 only where introduced by its full name first."""
    if short.type != COMPANY:
        return False
    group = context.names.words.lists["groups.words"]
    is_group = short.name.core in groups
    if is_group and not any(word in long.name.folded for word in group):
        return True
    if not firms.is_venture(short.name, long.name, context.names):
        return False
    if is_group or short.name.form.startswith(group) or not long.name.form:
        return True
    return _comes_first(short, long, context)


def _comes_first(short: SurfaceForm, long: SurfaceForm, context: ArticleContext) -> bool:
    return context.first_in_prose(short) < context.first_in_prose(long)


def _surest_first(found: _Candidate) -> tuple[bool, int, str, float, int, str]:
    """Same forms before all; then the longer of the shorter names, so that the shortest finds the rest joined."""
    score, short, long, _ = found
    return score < SCORES["same-form"], -len(short.text), short.text, -score, -len(long.text), long.text


def _postings(letters: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(letters):
        for letter in sorted(each):
            postings[letter].append(number)
    return postings


@dataclass(frozen=True, slots=True)
class _Possible:
    """The names of an article that hold all letters of a shorter one: never all pairs."""

    surfaces: Sequence[SurfaceForm]
    letters: Sequence[frozenset[str]]
    postings: Mapping[str, list[int]]
    context: ArticleContext

    def __call__(self, short: SurfaceForm) -> Iterable[SurfaceForm]:
        words = self.context.names.words
        if short.type == "Place" and short.name.folded in words.letters:
            return self.surfaces[:LARGE]
        name = short.name.core if short.type == COMPANY else short.name.rest
        wanted = frozenset(name.removesuffix(words.ends(name, "endings.department")))
        rarest = min((self.postings.get(letter, []) for letter in wanted), key=len, default=[])
        held = (number for number in rarest[:LARGE] if wanted <= self.letters[number])
        return [self.surfaces[number] for number in held]


def _settled(
    context: ArticleContext, short: Key, targets: list[tuple[SurfaceForm, str]], clusters: Clusters[Key]
) -> Iterator[Link | ReviewPair]:
    """Join a name with the one thing it can be short for, or tell that there are several."""
    open_ = [(long, rule) for long, rule in targets if not clusters.together(short, long.key)]
    if not open_ or (len(open_) < len(targets) and open_[0][1] != "same-form"):
        return
    able = [(long, rule) for long, rule in open_ if clusters.may_join(short, long.key)]
    roots = {clusters.find(long.key) for long, _ in able}
    if able and not _leads(context, short, able):
        yield from _nears(context, short, open_)
        return
    if len(roots) > 1 and (able[0][1] != "same-form" or able[0][0].type == "Place" or _are_apart(roots, clusters)):
        able = _at_home(context, short, able)
        roots = {clusters.find(long.key) for long, _ in able}
        if len(roots) != 1:
            yield from _nears(context, short, open_)
            return
    for long, rule in able:
        if clusters.join(short, long.key):
            one, other = sorted((short, long.key))
            surface = context.surfaces[short]
            score = pair_score.load()(rule, surface.type, surface.name, long.name)
            yield Link(one, other, rule, score, context.sentence(surface.first))


def _are_apart(roots: Iterable[Key], clusters: Clusters[Key]) -> bool:
    return any(clusters.parted(one, other) for one, other in combinations(sorted(roots), 2))


def _leads(context: ArticleContext, short: Key, able: list[tuple[SurfaceForm, str]]) -> bool:
    """市工信局, or 工信局, is that of the region the article speaks of most, not of one it names once beside others."""
    name = context.surfaces[short].name
    codes = frozenset(code for long, _ in able for code in long.name.region)
    if not codes or name.regions or not (name.marker or short[1] == GOVERNMENT):
        return True
    return context.may_mean(codes, name.marker) if name.marker else context.is_about(codes)


def _at_home(context: ArticleContext, short: Key, able: list[tuple[SurfaceForm, str]]) -> list[tuple[SurfaceForm, str]]:
    """Of several bodies, that of the region which the article means by 市 alone; of places the likeliest."""
    name = context.surfaces[short].name
    regions = context.names.regions
    if short[1] == "Place":
        wanted = regions.likeliest(regions.codes(name.folded))
        return [(long, rule) for long, rule in able if wanted & regions.codes(long.name.folded)]
    home = context.home(name.marker) if name.marker else ""
    return [(long, rule) for long, rule in able if home and home in long.name.region]


def _nears(context: ArticleContext, short: Key, targets: list[tuple[SurfaceForm, str]]) -> Iterator[ReviewPair]:
    for long, rule in targets:
        one, other = sorted((short, long.key))
        yield ReviewPair(SCORES[rule] / 2, one, other, "several", context.sentence(context.surfaces[short].first))
