"""Names of awards, events, projects and documents: with and without edition, region, quotation marks."""

from __future__ import annotations

from kgraph.resolution.names.abbreviation import SHORTEST, in_order
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["award", "document", "event"]


def award(short: Name, long: Name, names: Names) -> str:
    """小巨人 of 第六批专精特新“小巨人”企业, 未来工厂 of 浙江省未来工厂."""
    if short.folded == long.folded:
        return "same-form"
    if short.folded in long.quoted:
        return "quoted-name"
    if short.region and long.region and not short.region & long.region:
        return ""
    if len(short.folded) > SHORTEST and long.folded.endswith(short.folded) and not _is_common(short, names):
        return "ending"
    return "opening" if short.folded[-1].isdigit() and long.folded.startswith(short.folded) else ""


def event(short: Name, long: Name, names: Names) -> str:
    """The same for events and projects, whose middle words the press leaves out as well."""
    found = award(short, long, names)
    if found or len(short.folded) <= SHORTEST:
        return found
    work = names.words.ends(long.folded, "endings.work")
    if len(short.folded) > SHORTEST + 1:
        if long.folded.removesuffix(work).endswith(short.folded):
            return "ending"
        if long.folded.startswith(short.folded):
            return "opening"
    return "letters" if _abbreviates(short, long, names) else ""


def document(short: Name, long: Name, _: Names) -> str:
    """《若干措施》 of 《…若干措施（试行）》."""
    titles = ((short.title, long.title), (short.unbracketed, long.unbracketed))
    if any(one and one == other for one, other in titles):
        return "same-form"
    return "ending" if any(len(one) >= SHORTEST and other.endswith(one) for one, other in titles) else ""


def _abbreviates(short: Name, long: Name, names: Names) -> bool:
    """菜博会 of 第26届中国(寿光)国际蔬菜科技博览会."""
    if short.folded[-1] != long.folded[-1] or _is_common(short, names):
        return False
    begun = len(short.folded) == SHORTEST + 1 or short.folded[:SHORTEST] in long.folded
    return begun and in_order(short.folded, long.folded)


def _is_common(name: Name, names: Names) -> bool:
    return name.folded in names.words.lists["common.words"]
