"""Names of one thing within one article: what the text says, and what the forms of the names allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from kgraph.records import Mention
from kgraph.resolution.article_context import Key, Naming, Setting
from kgraph.resolution.clusters import Clusters
from kgraph.resolution.compare import firms
from kgraph.resolution.compare.matcher import SCORES, Matcher

__all__ = ["Link", "Near", "coordinated", "glossed", "links"]

GAP = 24
APART = frozenset({"cooperates_with", "part_of", "located_in", "supports", "granted_by"})
LARGE = 4000
SHORTENED = ("opening", "ending", "letters")
COMPANY = "Company"
ROLE = "Role"
GOVERNMENT = "Government"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two namings taken for one thing."""

    left: Key
    right: Key
    rule: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Near:
    """Two namings that may be one thing, and why they were not joined."""

    score: float
    left: Key
    right: Key
    reason: str
    evidence: str = ""


def glossed(setting: Setting) -> Iterator[Link]:
    """The pairs that the text itself puts equal: 晋江市工业和信息化局（以下简称“市工信局”）."""
    text = setting.reading.article.text
    for left, right in _neighbours(setting):
        said = left.type == right.type != ROLE and any(
            gloss.between.fullmatch(text, left.end, right.start) and gloss.after.match(text, right.end)
            for gloss in setting.names.words.glosses
        )
        if said and _may_gloss(left, setting, right):
            yield _link(setting, left, right, "gloss")


def _may_gloss(left: Mention, setting: Setting, right: Mention) -> bool:
    """A place in brackets tells where, and a person in brackets tells who else."""
    return (
        left.type not in ("Place", "Person", ROLE)
        or setting.reading.article.text[left.end : right.start].strip("（( ") != ""
    )


def coordinated(setting: Setting) -> Iterator[tuple[Key, Key]]:
    """The pairs that the text tells apart: named side by side, or at the two ends of a relation."""
    text, separators = setting.reading.article.text, setting.names.words.separators
    for left, right in _neighbours(setting):
        if left.type == right.type != ROLE and separators.fullmatch(text, left.end, right.start):
            yield setting.key_of[left.key], setting.key_of[right.key]
    for fact in setting.reading.facts:
        if fact.predicate in APART and fact.subject.type == fact.object.type:
            yield setting.key_of[fact.subject.key], setting.key_of[fact.object.key]


def _neighbours(setting: Setting) -> Iterator[tuple[Mention, Mention]]:
    ordered = sorted(setting.reading.mentions, key=lambda each: (each.start, -each.end, each.type))
    for left, right in pairwise(ordered):
        if left.end <= right.start <= left.end + GAP:
            yield left, right


def _link(setting: Setting, left: Mention, right: Mention, rule: str) -> Link:
    one, other = sorted((setting.key_of[left.key], setting.key_of[right.key]))
    return Link(one, other, rule, SCORES[rule], setting.sentence(left.start))


def links(setting: Setting, clusters: Clusters[Key], match: Matcher) -> Iterator[Link | Near]:
    """Join the names of each type as far as they allow, the surest rule first; what stays open is told as near."""
    for kind, group in groupby(setting.namings.values(), key=lambda each: each.type):
        if kind != ROLE:
            yield from _of_one_type(setting, tuple(group), clusters, match)


def _of_one_type(
    setting: Setting, namings: Sequence[Naming], clusters: Clusters[Key], match: Matcher
) -> Iterator[Link | Near]:
    found = _candidates(namings, match, setting)
    for left, right in _other_forms(namings, match):
        clusters.forbid(left.key, right.key)
    done: set[Key] = set()
    for (short, score), group in groupby(found, key=lambda each: (each[1].key, each[0])):
        if short in done:
            continue
        if score < SCORES["same-form"] or short[1] == "Place":
            done.add(short)
        yield from _settled(setting, short, [(each[2], each[3]) for each in group], clusters)


_Candidate = tuple[float, Naming, Naming, str]


def _candidates(namings: Sequence[Naming], match: Matcher, setting: Setting) -> list[_Candidate]:
    """Every pair of a shorter and a longer name that a rule ties; the longest of the shorter ones first."""
    found = []
    letters = [frozenset(each.name.folded + each.name.short) for each in namings]
    possible, groups = _Possible(namings, letters, _postings(letters), setting), _groups(namings, setting)
    for short in namings:
        for long in possible(short):
            rule = match(short.type, short.name, long.name) if short is not long else ""
            if rule in SHORTENED and _is_venture(short, long, setting, groups):
                continue
            if rule and not _is_division(short, rule, setting):
                found.append((SCORES[rule], short, long, rule))
    return sorted(found, key=_surest_first)


def _other_forms(namings: Sequence[Naming], match: Matcher) -> Iterator[tuple[Naming, Naming]]:
    """Firms of one brand that go by different forms: 远岭控股, 远岭集团."""
    alike: dict[str, list[Naming]] = defaultdict(list)
    for each in namings:
        if each.type == COMPANY and each.name.form:
            alike[each.name.core].append(each)
    for group in alike.values():
        yield from (pair for pair in combinations(group, 2) if firms.is_other(pair[0].name, pair[1].name, match.names))


def _is_division(short: Naming, rule: str, setting: Setting) -> bool:
    """桃江 in an article on 益阳 is 桃江县, not 桃江镇."""
    return short.type == "Place" and rule == "ending" and setting.speaks_near(short.name.folded)


def _groups(namings: Sequence[Naming], setting: Setting) -> frozenset[str]:
    """The brands that the article names as groups: 安踏 where it has 安踏集团."""
    group = setting.names.words.lists["groups.words"]
    return frozenset(each.name.core for each in namings if each.type == COMPANY and each.name.form.startswith(group))


def _is_venture(short: Naming, long: Naming, setting: Setting, groups: frozenset[str]) -> bool:
    """远岭新科 is not 远岭 where 远岭集团 is named; 远岭地产 is 远岭 only where introduced by its full name first."""
    if short.type != COMPANY:
        return False
    group = setting.names.words.lists["groups.words"]
    is_group = short.name.core in groups
    if is_group and not any(word in long.name.folded for word in group):
        return True
    if not firms.is_venture(short.name, long.name, setting.names):
        return False
    return is_group != short.name.form.startswith(group) or _comes_first(short, long, setting)


def _comes_first(short: Naming, long: Naming, setting: Setting) -> bool:
    return setting.first_in_prose(short) < setting.first_in_prose(long)


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

    namings: Sequence[Naming]
    letters: Sequence[frozenset[str]]
    postings: Mapping[str, list[int]]
    setting: Setting

    def __call__(self, short: Naming) -> Iterable[Naming]:
        words = self.setting.names.words
        if short.type == "Place" and short.name.folded in words.letters:
            return self.namings[:LARGE]
        name = short.name.core if short.type == COMPANY else short.name.rest
        wanted = frozenset(name.removesuffix(words.ends(name, "endings.department")))
        rarest = min((self.postings.get(letter, []) for letter in wanted), key=len, default=[])
        held = (number for number in rarest[:LARGE] if wanted <= self.letters[number])
        return [self.namings[number] for number in held]


def _settled(
    setting: Setting, short: Key, targets: list[tuple[Naming, str]], clusters: Clusters[Key]
) -> Iterator[Link | Near]:
    """Join a name with the one thing it can be short for, or tell that there are several."""
    open_ = [(long, rule) for long, rule in targets if not clusters.together(short, long.key)]
    if not open_ or (len(open_) < len(targets) and open_[0][1] != "same-form"):
        return
    able = [(long, rule) for long, rule in open_ if clusters.may_join(short, long.key)]
    roots = {clusters.find(long.key) for long, _ in able}
    if able and not _leads(setting, short, able):
        yield from _nears(setting, short, open_)
        return
    if len(roots) > 1 and (able[0][1] != "same-form" or able[0][0].type == "Place" or _are_apart(roots, clusters)):
        able = _at_home(setting, short, able)
        roots = {clusters.find(long.key) for long, _ in able}
        if len(roots) != 1:
            yield from _nears(setting, short, open_)
            return
    for long, rule in able:
        if clusters.join(short, long.key):
            one, other = sorted((short, long.key))
            yield Link(one, other, rule, SCORES[rule], setting.sentence(setting.namings[short].first))


def _are_apart(roots: Iterable[Key], clusters: Clusters[Key]) -> bool:
    return any(clusters.parted(one, other) for one, other in combinations(sorted(roots), 2))


def _leads(setting: Setting, short: Key, able: list[tuple[Naming, str]]) -> bool:
    """市工信局, or 工信局, is that of the region the article speaks of most, not of one it names once beside others."""
    name = setting.namings[short].name
    codes = frozenset(code for long, _ in able for code in long.name.region)
    if not codes or name.regions or not (name.marker or short[1] == GOVERNMENT):
        return True
    return setting.may_mean(codes, name.marker) if name.marker else setting.is_about(codes)


def _at_home(setting: Setting, short: Key, able: list[tuple[Naming, str]]) -> list[tuple[Naming, str]]:
    """Of several bodies, that of the region which the article means by 市 alone; of places the likeliest."""
    name = setting.namings[short].name
    regions = setting.names.regions
    if short[1] == "Place":
        wanted = regions.likeliest(regions.codes(name.folded))
        return [(long, rule) for long, rule in able if wanted & regions.codes(long.name.folded)]
    home = setting.home(name.marker) if name.marker else ""
    return [(long, rule) for long, rule in able if home and home in long.name.region]


def _nears(setting: Setting, short: Key, targets: list[tuple[Naming, str]]) -> Iterator[Near]:
    for long, rule in targets:
        one, other = sorted((short, long.key))
        yield Near(SCORES[rule] / 2, one, other, "several", setting.sentence(setting.namings[short].first))
