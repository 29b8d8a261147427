"""Names of places: with and without their kind, letters that stand for provinces, parks and roads."""

from __future__ import annotations

from kgraph.resolution.names.abbreviation import SHORTEST
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["match"]

ROADS = ("endings.road", "endings.highway")


def match(short: Name, long: Name, names: Names) -> str:
    """The rule by which a place's name is a form of another, or nothing."""
    regions = names.regions
    if short.folded == long.folded:
        return "same-form"
    if regions.codes(short.folded) & regions.codes(long.folded):
        return "same-form" if len(short.folded) < len(long.folded) and _means(short, long, names) else ""
    letter = names.words.letters.get(short.folded, "")
    if letter:
        return "letters" if regions.codes(letter) & regions.codes(long.folded) else ""
    return _park(short, long, names) if names.words.ends(long.short, "endings.park") else _lesser(short, long, names)


def _means(short: Name, long: Name, names: Names) -> bool:
    """大理 can be the prefecture or its city, but 长沙 is not 长沙县."""
    regions = names.regions
    likely = regions.likeliest(regions.codes(short.folded)) & regions.codes(long.folded)
    return bool(likely) or long.folded.endswith(names.words.lists["endings.city"])


def _lesser(short: Name, long: Name, names: Names) -> str:
    """恩城 of 恩城镇, 桃安路 of 桃安公路."""
    words = names.words
    bare = long.folded.removesuffix(words.ends(long.folded, "endings.place"))
    if len(bare) >= SHORTEST and short.folded == bare and bare not in words.lists["openings.national"]:
        return _maybe_division(bare, names)
    return "same-form" if any(_same_road(short.folded, long.folded, which, names) for which in ROADS) else ""


def _same_road(short: str, long: str, which: str, names: Names) -> bool:
    one, other = names.words.ends(short, which), names.words.ends(long, which)
    return bool(one and other) and short.removesuffix(one) == long.removesuffix(other)


def _maybe_division(bare: str, names: Names) -> str:
    """凤翔 may be 凤翔街道 though a far 凤翔区 exists; 晋江 is never 晋江镇."""
    codes = names.regions.codes(bare)
    districts = names.words.lists["endings.district"]
    if not all(names.regions.divisions[code].name.endswith(districts) for code in codes):
        return ""
    return "ending" if codes else "same-form"


def _park(short: Name, long: Name, names: Names) -> str:
    """稀土高新区 of 包头稀土高新区, 临港 of 临港新片区."""
    if short.short == long.short:
        return "same-form"
    if names.words.ends(short.short, "endings.park"):
        apart = short.regions and long.regions
        return "ending" if long.short.endswith(short.short) and not apart else ""
    bare = names.words.ends(long.short, "endings.bare_park")
    known = names.regions.codes(short.short)
    return "opening" if bare and not known and long.short.removesuffix(bare) == short.short else ""
