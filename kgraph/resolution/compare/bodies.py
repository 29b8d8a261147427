"""Names of bodies: government, associations, institutes, with their region in front."""

from __future__ import annotations

from kgraph.resolution.names.abbreviation import SHORTEST, abbreviates, exact, in_order, may_drop
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["government", "organization"]


def government(short: Name, long: Name, names: Names) -> str:
    """The rule by which a government body's name is a form of another, or nothing."""
    if short.short == long.short:
        return "same-form"
    if short.regions or short.marker:
        return _in_region(short, long, names)
    if long.national or len(short.short) < SHORTEST:
        return ""
    kept = names.words.opens(long.short, "unique.kept")
    if kept and not short.short.startswith(kept[0]):
        return ""
    if long.short.endswith(short.short):
        return "ending"
    return "letters" if _is_shortened(short, long, names) else ""


def organization(short: Name, long: Name, names: Names) -> str:
    """The same for other bodies, which need not have a region in front of what is shortened."""
    found = government(short, long, names)
    if found or short.marker or _is_part(short, long) or _elsewhere(short, long):
        return found
    return "letters" if abbreviates(short, long, names) else ""


def _is_shortened(short: Name, long: Name, names: Names) -> bool:
    if names.words.ends(short.rest, "endings.department") and _without_body(short.rest, long.rest, names):
        return True
    if names.words.ends(short.short, "principal.words") or _is_part(short, long):
        return False
    return abbreviates(short, long, names)


def _in_region(short: Name, long: Name, names: Names) -> str:
    """Two bodies of one region, or one whose region the other leaves open."""
    if not _region_fits(short, long, names):
        return _outside(short, long)
    if short.rest == long.rest:
        return "same-form" if short.regions else "own-region"
    return "letters" if _rest_fits(short.rest, long.rest, names) else ""


def _region_fits(short: Name, long: Name, names: Names) -> bool:
    if short.regions:
        return bool(short.region & long.region)
    return short.marker == long.marker or any(names.regions.goes_by(code, short.marker) for code in long.region)


def _elsewhere(short: Name, long: Name) -> bool:
    return bool(short.region and long.region and not short.region & long.region)


def _outside(short: Name, long: Name) -> str:
    """镇党委 of 厚街镇党委, whose town no list holds; 青海盐湖研究所 of an academy."""
    if _elsewhere(short, long) or (short.marker and long.regions):
        return ""
    return "ending" if len(short.short) > SHORTEST and long.short.endswith(short.short) else ""


def _rest_fits(short: str, long: str, names: Names) -> bool:
    """工信部门, 工信 of 工信局; 文广旅局 of 文化广播电视和旅游局; never 委 of 纪委."""
    principal = names.words.lists["principal.words"]
    if short in principal or long in principal:
        return False
    if _without_body(short, long, names):
        return True
    if len(short) <= SHORTEST or short[-1] != long[-1] or short[0] != long[0] or long.startswith(short):
        return False
    return in_order(short, long) and may_drop(short, long, names.words) and not exact(short, long, names.words)


def _without_body(short: str, long: str, names: Names) -> bool:
    """工信部门 and 工信 stand for 工信局."""
    bare = short.removesuffix(names.words.ends(short, "endings.department"))
    body = names.words.ends(long, "endings.body")
    return bool(body) and len(bare) >= SHORTEST and bare == long.removesuffix(body)


def _is_part(short: Name, long: Name) -> bool:
    """工信局 and 工信局党组: the longer name goes on where the shorter ends."""
    return long.short.startswith(short.short)
