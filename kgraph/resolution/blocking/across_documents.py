"""Names of one thing in several articles: namings that share an identity, never pair by pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from kgraph.resolution.article_context import Key, Naming, Setting
from kgraph.resolution.blocking.within_document import Link, Near
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare import firms
from kgraph.resolution.compare.matcher import SCORES, Matcher
from kgraph.resolution.names.normalise import Name

__all__ = ["labels", "links"]

LONG = 10
MANY = 20
SHORT = 3
COMPANY = "Company"
TITLES = frozenset({"Award", "Event", "Project", "Document", "Product"})
BODIES = frozenset({"Government", "Organization"})

Identity = tuple[str, ...]


def labels(setting: Setting) -> Iterator[tuple[Key, frozenset[str]]]:
    """What tells things apart wherever both have it: a firm's registered name, the region of a body or a place."""
    for key, naming in setting.namings.items():
        if naming.type == COMPANY and naming.name.registered:
            yield key, frozenset({naming.name.core})
        elif naming.type in BODIES and naming.name.region:
            yield key, naming.name.region
        elif naming.type == "Place":
            yield key, setting.names.regions.codes(naming.name.folded)


def links(settings: Sequence[Setting], clusters: Clusters[Key], match: Matcher) -> Iterator[Link | Near]:
    """Join namings of one identity; where several firms share a brand, tell that it is open."""
    blocks: dict[Identity, list[tuple[Naming, Setting]]] = defaultdict(list)
    for setting in settings:
        for naming in setting.namings.values():
            identity = _identity(naming, setting, clusters)
            if identity:
                blocks[identity].append((naming, setting))
    for identity in sorted(blocks):
        block = blocks[identity]
        if len(block) > 1:
            yield from _joined(block, clusters, match)


def _joined(block: Sequence[tuple[Naming, Setting]], clusters: Clusters[Key], match: Matcher) -> Iterator[Link | Near]:
    block = sorted(block, key=lambda each: each[0].key)
    open_ = block[0][0].type == COMPANY and not _one_firm(block, clusters, match)
    for (left, here), (right, there) in pairwise(block):
        if clusters.together(left.key, right.key):
            continue
        one, other = left.key, right.key
        evidence = here.sentence(left.first)
        if open_:
            both = f"{evidence} / {there.sentence(right.first)}"
            yield Near(SCORES["same-name"] / 2, one, other, "several", both)
        elif clusters.join(left.key, right.key):
            yield Link(one, other, "same-name", SCORES["same-name"], evidence)


def _one_firm(block: Sequence[tuple[Naming, Setting]], clusters: Clusters[Key], match: Matcher) -> bool:
    """Whether all that go by one brand can be one firm: 明天 of 明天服饰 and of 明天新材料 cannot."""
    known = {match.names(key[2]) for each, _ in block for key in clusters.members(each.key)}
    fullest = {max((match.names(key[2]).core for key in clusters.members(each.key)), key=_length) for each, _ in block}
    ordered = [match.names(core) for core in sorted(fullest, key=_length)]
    if not all(match(COMPANY, short, long) for short, long in pairwise(ordered)):
        return False
    alike = sorted((name for name in known if name.core == block[0][0].name.core), key=lambda name: name.text)
    if any(firms.is_other(one, other, match.names) for one, other in combinations(alike[:MANY], 2)):
        return False
    return all(_near(known, setting) for _, setting in block)


def _near(known: Iterable[Name], setting: Setting) -> bool:
    """A firm with a region in its name is hardly the one of that brand in an article on other provinces alone."""
    regions = setting.names.regions
    homes = {regions.above(code)[-1] for name in known for code in name.region if regions.is_sure(name.folded, code)}
    here = {regions.above(code)[-1] for code in setting.weights}
    return not homes or not here or bool(homes & here)


def _length(name: str) -> tuple[int, str]:
    return len(name), name


def _identity(naming: Naming, setting: Setting, clusters: Clusters[Key]) -> Identity:
    """What a naming shares with every other naming of the same thing; empty where its name alone is no identity."""
    if naming.type == COMPANY:
        return (COMPANY, naming.name.core) if len(naming.name.core) > 1 else ()
    if naming.type in BODIES:
        return _body(naming, setting, clusters)
    if naming.type == "Place":
        return _place(naming, setting, clusters)
    return _title(naming, setting) if naming.type in TITLES else ()


def _body(naming: Naming, setting: Setting, clusters: Clusters[Key]) -> Identity:
    name, these = naming.name, setting.names.words
    department = these.ends(name.rest, "endings.department")
    if department:
        return ()
    if name.regions:
        code = setting.meant(name.region)
        return (naming.type, code, name.rest) if code else _near_home(naming, setting)
    if name.marker:
        code = setting.home(name.marker)
        return (naming.type, code, name.rest) if code and not clusters.has_label(naming.key) else ()
    if not name.national and these.ends(name.short, "dependent.endings"):
        return _near_home(naming, setting)
    return naming.type, "", name.short


def _near_home(naming: Naming, setting: Setting) -> Identity:
    """厚街镇党委: one in each city, so far as the name says whose it is."""
    if len(naming.name.short) <= LONG // 2 or not setting.city:
        return ()
    return naming.type, setting.city, naming.name.short


def _place(naming: Naming, setting: Setting, clusters: Clusters[Key]) -> Identity:
    folded = naming.name.folded
    codes = setting.names.regions.codes(folded)
    if codes:
        code = setting.meant(clusters.label(naming.key) or codes)
        return ("Place", code) if code else ()
    if folded in setting.names.words.letters:
        return ()
    if setting.names.words.ends(folded, "endings.unsure") and not naming.name.regions:
        return ("Place", setting.city, naming.name.short) if setting.city else ()
    return "Place", "", naming.name.short


def _title(naming: Naming, setting: Setting) -> Identity:
    name, these = naming.name, setting.names.words
    if name.folded in these.lists["common.words"] or len(name.folded) < SHORT:
        return ()
    title = name.title if naming.type == "Document" else name.folded
    if title in these.lists["common.words"] or (these.ends(title, "common.endings") and not name.regions):
        return ()
    level = name.marker or next((these.levels[word] for word in these.levels if name.folded.startswith(word)), "")
    if level:
        code = setting.home(level)
        return (naming.type, code, title) if code else ()
    if naming.type in ("Award", "Product") or name.regions or name.national or (name.quoted and len(title) >= LONG):
        return naming.type, "", title
    return (naming.type, setting.city, title) if setting.city else ()
