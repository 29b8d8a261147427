"""Names of one thing in several articles: what shares an identity is one, unless something tells it apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kgraph.resolution.article_context import ArticleContext, Key, SurfaceForm
from kgraph.resolution.blocking.identity import NOTHING, TELLING, Identity, identity
from kgraph.resolution.blocking.review import Link, ReviewPair
from kgraph.resolution.blocking.within_document import Unit
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare import firms
from kgraph.resolution.compare.matcher import SCORES, Matcher
from kgraph.resolution.compare.variants import is_variant

__all__ = ["blocks", "identities", "labels", "links"]

COMPANY = "Company"
BODIES = frozenset({"Government", "Organization"})
ALONE = frozenset({"Person", "Role"})
FEW, SHARE, CLEAR, MANY, STORY = 5, 10, 3, 12, 2


def labels(context: ArticleContext) -> Iterator[tuple[Key, frozenset[str]]]:
    """What tells things apart wherever both have it: a firm's registered name, the region of a body or a place."""
    for key, surface in context.surfaces.items():
        if surface.type == COMPANY and surface.name.registered:
            yield key, frozenset({surface.name.core})
        elif surface.type in BODIES and surface.name.region:
            yield key, surface.name.region
        elif surface.type == "Place":
            yield key, context.names.regions.codes(surface.name.folded)


@dataclass(frozen=True, slots=True)
class Member:
    """A surface in a block: its article, and the longer names it goes by there, the surest kind apart."""

    surface: SurfaceForm
    context: ArticleContext
    owners: frozenset[str]
    sure: bool

    @property
    def key(self) -> Key:
        """The key of the surface."""
        return self.surface.key


@dataclass(frozen=True, slots=True)
class Block:
    """All surfaces of one identity."""

    identity: Identity
    members: tuple[Member, ...]


def identities(contexts: Iterable[ArticleContext], units: Mapping[str, Unit]) -> Mapping[Key, Identity]:
    """What each surface shares with others of its thing; those whose name alone tells nothing stay out."""
    found: dict[Key, Identity] = {}
    for context in contexts:
        unit = units[context.reading.article.id]
        for key, surface in context.surfaces.items():
            own = NOTHING if surface.type in ALONE else identity(surface, context, labels=unit.clusters.label(key))
            if own:
                found[key] = own
    return found


def blocks(
    known: Mapping[Key, Identity], contexts: Mapping[str, ArticleContext], units: Mapping[str, Unit]
) -> Iterator[Block]:
    """The surfaces by identity, in order; one that shares it with no other stays out."""
    held: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    sure: dict[tuple[str, ...], Identity] = {}
    for key, own in known.items():
        held[own.key].append(key)
        sure[own.key] = own
    for name in sorted(held):
        if len(held[name]) > 1:
            yield Block(sure[name], tuple(_member(key, contexts[key[0]], units[key[0]]) for key in sorted(held[name])))


def _member(key: Key, context: ArticleContext, unit: Unit) -> Member:
    surface = context.surfaces[key]
    others = [context.surfaces[key] for key in unit.clusters.members(surface.key) if key != surface.key]
    if surface.type == COMPANY:
        registered = [surface] if surface.name.registered else [each for each in others if each.name.registered]
        if registered:
            return Member(surface, context, frozenset(each.name.core for each in registered), sure=True)
    longer = {each.name.core for each in others if len(each.name.core) > len(surface.name.core)}
    return Member(surface, context, frozenset(longer), sure=unit.is_defined(surface.key))


def links(block: Block, clusters: Clusters[Key], match: Matcher) -> Iterator[Link | ReviewPair]:
    """Join the surfaces of a block: all, or in the parts that positive evidence makes."""
    parts = list(_parts(block, match))
    for part in parts:
        yield from _joined(part, clusters)
    for one, other in combinations(parts[:MANY], 2):
        yield _review(one[0], other[0])


def _joined(part: Sequence[Member], clusters: Clusters[Key]) -> Iterator[Link]:
    heads: list[Member] = []
    for each in part:
        head = next((head for head in heads if clusters.together(head.key, each.key)), None)
        if head is None:
            head = next((head for head in heads if clusters.join(head.key, each.key)), None)
            if head is None:
                heads.append(each)
            else:
                one, other = sorted((head.key, each.key))
                evidence = each.context.sentence(each.surface.first)
                yield Link(one, other, "same-name", SCORES["same-name"], evidence)


def _review(left: Member, right: Member) -> ReviewPair:
    left, right = sorted((left, right), key=lambda each: each.key)
    both = f"{left.context.sentence(left.surface.first)} / {right.context.sentence(right.surface.first)}"
    return ReviewPair(SCORES["same-name"] / 2, left.key, right.key, "several", both)


def _parts(block: Block, match: Matcher) -> Iterator[list[Member]]:
    """A block by owner, where it has several; else by form; else, for names that many places have, by place."""
    owned = _by_owner(block, match)
    if len(owned) > 1:
        yield from owned
    elif block.identity.sure:
        yield from _by_form(block.members, match)
    else:
        yield from _by_place(block.members)


def _by_owner(block: Block, match: Matcher) -> list[list[Member]]:
    """The members by the longer name they go by in their article, where these cannot be one: 明日 of two firms."""
    groups = _owners(block, match)
    if len(groups) < 2:
        return _by_home(block, groups, match)
    made: list[list[Member]] = [[] for _ in groups]
    rest: list[Member] = []
    for each in block.members:
        number = next((number for number, group in enumerate(groups) if each.owners & group.names), None)
        (rest if number is None else made[number]).append(each)
    return [part for part in [*_placed(rest, made, groups)] if part]


def _by_home(block: Block, groups: Sequence[_Owner], match: Matcher) -> list[list[Member]]:
    """Few articles, one firm of a province, and others that speak of other provinces alone: 明日 in 泉州."""
    regions = match.names.regions
    names = [match.names(name) for group in groups if group.sure for name in group.names]
    homes = {regions.above(code)[-1] for name in names for code in name.region if regions.is_sure(name.folded, code)}
    brief = all(len(each.surface.name.core) < TELLING for each in block.members)
    few = brief and len({each.surface.article for each in block.members}) < FEW
    far = [each for each in block.members if few and homes and _is_elsewhere(each, homes)]
    return [part for part in ([each for each in block.members if each not in far], far) if part]


def _is_elsewhere(member: Member, homes: set[str]) -> bool:
    provinces = member.context.provinces
    return not member.owners and bool(provinces) and not provinces & homes


@dataclass(frozen=True, slots=True)
class _Owner:
    """Longer names that can be one thing, and how many articles use them for the short one."""

    names: frozenset[str]
    articles: int
    sure: bool


def _owners(block: Block, match: Matcher) -> list[_Owner]:
    """The owners that count: what one article of many says once is a slip."""
    votes = Counter(name for each in block.members for name in each.owners)
    sure = {name for each in block.members if each.sure for name in each.owners}
    total = len({each.surface.article for each in block.members})
    least = max(2, total // SHARE) if total >= FEW else 1
    counted = sorted(name for name in votes if name in sure or votes[name] >= least)
    groups = [_owner(names, votes, sure) for names in _compatible(block, counted, match)]
    groups.sort(key=lambda each: (-each.articles, sorted(each.names)))
    if total < FEW:
        return groups
    return [each for each in groups if each.sure] or groups[:1]


def _owner(names: frozenset[str], votes: Mapping[str, int], sure: set[str]) -> _Owner:
    return _Owner(names, sum(votes[name] for name in names), bool(names & sure))


def _compatible(block: Block, names: Sequence[str], match: Matcher) -> list[frozenset[str]]:
    """The names in groups: forms of one name, and names that one article takes for one."""
    kind = block.members[0].surface.type
    clusters = Clusters(names)
    for each in block.members:
        same = sorted(each.owners & set(names))
        for name in same[1:]:
            clusters.must_link(same[0], name)
    for one, other in combinations(sorted(names, key=lambda each: (len(each), each))[:MANY], 2):
        if is_variant(one, other) or match(kind, match.names(one), match.names(other)):
            clusters.must_link(one, other)
    return [frozenset(clusters.members(name)) for name in names if clusters.find(name) == name]


def _placed(rest: Sequence[Member], made: list[list[Member]], groups: Sequence[_Owner]) -> Iterator[list[Member]]:
    """Those whose article names no owner go to the owner of their province, else to the one named most by far."""
    provinces = [frozenset().union(*(each.context.provinces for each in part)) for part in made]
    many = sum(map(len, made)) + len(rest) >= FEW
    clear = groups[0].articles >= groups[1].articles * (1 if many else CLEAR)
    open_: list[Member] = []
    for each in rest:
        near = [part for part, home in zip(made, provinces, strict=True) if each.context.provinces & home]
        (near[0] if len(near) == 1 else made[0] if clear else open_).append(each)
    yield from made
    yield open_


def _by_form(members: Sequence[Member], match: Matcher) -> Iterator[list[Member]]:
    """Firms by the forms that tell them apart: 远岭控股 is not 远岭集团; 远岭 is the one named most."""
    forms = {each.key: firms.kinds(each.surface.name, match.names) for each in members if each.surface.type == COMPANY}
    kinds = Clusters(sorted({kind for form in forms.values() for kind in form}))
    for form in forms.values():
        ordered = sorted(form)
        for kind in ordered[1:]:
            kinds.must_link(ordered[0], kind)
    parts: dict[str, list[Member]] = defaultdict(list)
    for each in members:
        parts[kinds.find(min(forms[each.key])) if forms.get(each.key) else ""].append(each)
    rest = parts.pop("", [])
    named = sorted(parts, key=lambda kind: (-len(parts[kind]), kind))
    yield [*rest, *(parts[named[0]] if named else ())]
    yield from (parts[kind] for kind in named[1:])


def _by_place(members: Sequence[Member]) -> Iterator[list[Member]]:
    """A name that many places have: by city or province, unless the articles tell one story."""
    homes: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for each in members:
        homes[each.context.province, each.context.city].append(each)
    ordered = sorted(homes, key=lambda home: (not home[1], not home[0], -len(homes[home]), home))
    parts: dict[tuple[str, str], list[Member]] = {}
    for home in ordered:
        near = [other for other in parts if _is_near(home, other) or _is_one_story(parts[other], homes[home])]
        target = near[0] if near and (len(near) == 1 or not home[0] or _is_near(home, near[0])) else home
        parts.setdefault(target, []).extend(homes[home])
    yield from parts.values()


def _is_near(home: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one place may lie in the other: an article that shows no city, or no province, may be on any."""
    if home[0] and other[0] and home[0] != other[0]:
        return False
    return not home[1] or home == other


def _is_one_story(some: Sequence[Member], others: Sequence[Member]) -> bool:
    """Whether the articles of either side speak of the same people and firms."""
    return len(_told(some) & _told(others)) >= STORY


def _told(members: Sequence[Member]) -> frozenset[tuple[str, str]]:
    """The people and firms that a good part of the articles name."""
    counts = Counter(name for each in members for name in each.context.told)
    least = len(members) / CLEAR
    return frozenset(name for name, count in counts.items() if count >= least)
