"""Names of firms: registered name, brand, abbreviation, branch."""

from __future__ import annotations

from kgraph.resolution.compare.variants import is_variant
from kgraph.resolution.names.abbreviation import SHORTEST, exact, in_order
from kgraph.resolution.names.normalise import Name, Names

__all__ = ["is_other", "is_venture", "kinds", "match"]


def match(short: Name, long: Name, names: Names) -> str:
    """The rule by which a firm's name is a form of another, or nothing."""
    if short.core == long.core:
        return "" if is_other(short, long, names) else "same-form"
    if short.registered:
        return ""
    if short.core == names.without_form(long.unbracketed)[0]:
        return "" if is_other(short, long, names) else "same-form"
    if len(short.core) < SHORTEST or names.regions.codes(short.core) or _is_part(short, long, names):
        return ""
    return _shortened(short, long, names)


def is_other(left: Name, right: Name, names: Names) -> bool:
    """Whether legal forms tell two firms of one brand apart: 远岭控股 is not 远岭集团."""
    one, other = kinds(left, names), kinds(right, names)
    return bool(one and other) and not one & other


def kinds(name: Name, names: Names) -> frozenset[str]:
    """What of 集团, 控股, 股份 the legal form holds."""
    form = _form(name, names)
    return frozenset(kind for kind in names.words.lists["groups.forms"] if kind in form)


def _form(name: Name, names: Names) -> str:
    """The legal form, of which a place in brackets may have cut off a part: 远岭股份(香港)有限公司."""
    return name.form + names.without_form(name.unbracketed)[1]


def is_venture(short: Name, long: Name, names: Names) -> bool:
    """Whether the longer name may be that of another firm of the group: 远岭地产, 远岭粮油投资有限公司."""
    at = long.core.find(short.core)
    return at >= 0 and any(word in long.core[at + len(short.core) :] for word in names.words.lists["ventures.words"])


def _shortened(short: Name, long: Name, names: Names) -> str:
    if exact(short.core, long.core, names.words) or _is_other_thing(short, long, names):
        return ""
    if any(long.core.startswith(short.core, start) for start in long.starts):
        return "opening" if _is_firms(long.core[long.core.find(short.core) + len(short.core) :], long, names) else ""
    if len(short.core) > SHORTEST + 1 and long.core.endswith(short.core):
        return "ending"
    if is_variant(short.core, long.core):
        return "letters"
    letters = len(short.core) > SHORTEST and bool(long.form) and _abbreviates(short, long, names)
    return "letters" if letters else ""


def _is_firms(tail: str, long: Name, names: Names) -> bool:
    """Whether what follows a brand is what firms are called by: a trade, or the name has a legal form."""
    return bool(long.form) or bool(names.words.fillers.search(tail)) or tail.isascii()


def _is_other_thing(short: Name, long: Name, names: Names) -> bool:
    """A group's own bank is never the group, nor is what a firm makes the firm: 远岭财务有限公司, 远岭芯片."""
    words = names.words
    never = any(word in long.core and word not in short.core for word in words.lists["ventures.never"])
    return never or bool(words.ends(long.folded, "belongings.words"))


def _abbreviates(short: Name, long: Name, names: Names) -> bool:
    """延河能化 of 陕西延河能源化工集团: the letters in order, from where a name can begin, the brand whole."""
    has_branch = _owner(long, names) != long.folded
    for whole in (short.core, short.folded):
        for start in long.starts:
            rest = long.folded[start:]
            if rest[:1] == whole[0] and (has_branch or rest.startswith(whole[:SHORTEST])) and in_order(whole, rest):
                return True
    return False


def _owner(long: Name, names: Names) -> str:
    """A firm's name without what makes it a branch: …集团有限公司 of …集团有限公司哈尔滨分公司."""
    words = names.words
    ends = (long.core.rfind(form) + len(form) for form in words.forms if long.core.rfind(form) > 0)
    owner = max((end for end in ends if end < len(long.core)), default=0)
    if owner:
        return long.core[:owner]
    unit = words.ends(long.core, "units.words") or words.ends(long.folded, "units.words")
    return long.core.removesuffix(unit) if unit else long.folded


def _is_part(short: Name, long: Name, names: Names) -> bool:
    """The longer name is that of a branch or another firm of the group, and the shorter one says nothing of it."""
    owner = _owner(long, names)
    if owner != long.folded and in_order(short.core, owner) and not _same_unit(short, long, names):
        return True
    group = names.words.lists["groups.words"]
    alone = short.form.startswith(group) and not any(word in long.folded for word in group)
    return alone or _is_elsewhere(short, long, names)


def _same_unit(short: Name, long: Name, names: Names) -> bool:
    unit = names.words.ends(short.folded, "units.words")
    return bool(unit) and unit == names.words.ends(long.folded, "units.words")


def _is_elsewhere(short: Name, long: Name, names: Names) -> bool:
    """远岭重庆食品公司 is not 远岭, but 驰沃(莆田)鞋材有限公司 is 驰沃."""
    bare = names.without_form(long.unbracketed)[0]
    for core in (bare, long.core) if short.regions else (bare,):
        at = core.find(short.core)
        after = core[at + len(short.core) :] if at >= 0 else ""
        if names.regions.begins_with_place(after):
            return True
    return False
