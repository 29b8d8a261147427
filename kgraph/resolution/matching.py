"""Whether a name can be a shorter or other form of another of its type, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kgraph.knowledge import Knowledge
from kgraph.resolution import names
from kgraph.resolution.names import Name, Names

__all__ = ["SCORES", "Matcher", "load"]

SCORES = {
    "gloss": 1.0,
    "judgement": 1.0,
    "register": 0.99,
    "same-name": 0.98,
    "same-form": 0.95,
    "same-body": 0.92,
    "own-region": 0.9,
    "region-left-out": 0.9,
    "quoted-name": 0.85,
    "shared-neighbour": 0.8,
    "ending": 0.8,
    "opening": 0.8,
    "same-desk": 0.75,
    "letters": 0.7,
}
SHORTEST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """Asks of two names of one type whether the first can be a form of the second, as far as names alone can say."""

    names: Names

    def __call__(self, kind: str, short: Name, long: Name) -> str:
        """The rule by which `short` is a form of `long`, or nothing.

        >>> from kgraph import knowledge
        >>> match = load(knowledge.load())
        >>> match("Government", match.names("市工信局"), match.names("晋江市工业和信息化局"))
        'own-region'
        >>> match("Government", match.names("河南省教育厅"), match.names("湖南省教育厅"))
        ''
        """
        if not self._compatible(short, long):
            return ""
        return self._rules()[kind](short, long) if kind in self._rules() else _same_form(short, long)

    def conflict(self, left: Name, right: Name) -> bool:
        """Whether two names cannot mean one thing: other numbers, other regions, other grades."""
        if left.numbers != right.numbers or self._apart(left, right):
            return True
        return bool(left.region and right.region and not left.region & right.region)

    def _rules(self) -> dict[str, Callable[[Name, Name], str]]:
        return {
            "Person": self._person,
            "Company": self._company,
            "Government": self._body,
            "Organization": self._organization,
            "Place": self._place,
            "Award": self._title,
            "Event": self._event,
            "Project": self._event,
            "Document": self._document,
        }

    def _compatible(self, short: Name, long: Name) -> bool:
        """A short form holds no number, grade or phase that the long one lacks."""
        return short.numbers <= long.numbers and not self._apart(short, long)

    def _apart(self, left: Name, right: Name) -> bool:
        for line in self.names.words.apart:
            one, other = (next((word for word in line if word in name.folded), "") for name in (left, right))
            if one and other and one != other:
                return True
        return False

    def _person(self, short: Name, long: Name) -> str:
        """莫 of 莫生贵 where one speaks, 捷列先科 of 尼古拉·捷列先科, 卓玛 of 达瓦卓玛."""
        if short.folded == long.folded:
            return "same-form"
        if len(short.folded) == 1:
            return "opening" if long.folded.startswith(short.folded) else ""
        parts = [self.names.folded(part) for part in _parts(long.text)]
        if len(parts) > 1:
            return "letters" if short.folded in parts else ""
        whole = len(long.folded) > 3 and len(short.folded) == SHORTEST
        return "ending" if whole and long.folded.endswith(short.folded) else ""

    def _company(self, short: Name, long: Name) -> str:
        if short.core == long.core or short.core == self.names.without_form(long.unbracketed)[0] != long.core:
            return "same-form" if short.core == long.core or not short.registered else ""
        if short.registered or len(short.core) < SHORTEST or self.names.regions.codes(short.core):
            return ""
        if self._is_part(short, long):
            return ""
        if any(long.core.startswith(short.core, start) for start in long.starts):
            return "" if self._exact(short, long) else "opening"
        if len(short.core) > SHORTEST + 1 and long.core.endswith(short.core) and not self._exact(short, long):
            return "ending"
        return self._company_letters(short, long)

    def _company_letters(self, short: Name, long: Name) -> str:
        """延河能化 of 陕西延河能源化工集团: the letters in order, from where a name can begin."""
        if len(short.core) < SHORTEST + 1 or self._exact(short, long):
            return ""
        for whole in (short.core, short.folded):
            for start in long.starts:
                brand = long.folded[start:].startswith(whole[:SHORTEST]) or self._head(long) != long.folded
                if brand and long.folded[start] == whole[0] and _in_order(whole, long.folded[start:]):
                    return "letters"
        return ""

    def _head(self, long: Name) -> str:
        """A firm's name without what makes it a branch: …集团有限公司 of …集团有限公司哈尔滨分公司."""
        these = self.names.words
        owner = max((form for form in these.forms if long.folded.find(form) > 0), key=len, default="")
        if owner and not long.folded.endswith(owner):
            return long.folded[: long.folded.find(owner) + len(owner)]
        unit = these.ends(long.core, "units.words") or these.ends(long.folded, "units.words")
        return long.core.removesuffix(unit) if unit else long.folded

    def _is_part(self, short: Name, long: Name) -> bool:
        """The longer name is that of a branch or subsidiary, and the shorter one says nothing of it."""
        said = short.core
        head = self._head(long)
        if head != long.folded and _in_order(said, head) and not self._same_unit(short, long):
            return True
        if not long.registered and any(
            self.names.regions.is_place(long.core.removeprefix(long.core[:start] + said)) for start in long.starts
        ):
            return True
        group = self.names.words.lists["groups.words"]
        return short.form.startswith(group) and not any(word in long.folded for word in group)

    def _same_unit(self, short: Name, long: Name) -> bool:
        these = self.names.words
        unit = these.ends(short.folded, "units.words")
        return bool(unit) and unit == these.ends(long.folded, "units.words")

    def _body(self, short: Name, long: Name) -> str:
        if short.short == long.short:
            return "same-form"
        if short.regions or short.marker:
            return self._in_region(short, long)
        if long.national or len(short.short) < SHORTEST:
            return ""
        if long.short.endswith(short.short):
            return "ending"
        if self.names.words.ends(short.rest, "endings.department") and self._without_body(short.rest, long.rest):
            return "letters"
        return self._letters(short, long) if not self._part_of(short, long) else ""

    def _in_region(self, short: Name, long: Name) -> str:
        """Two bodies of one region, or one whose region the other leaves open."""
        if not self._region_fits(short, long):
            return self._outside(short, long)
        rule = "same-form" if short.regions else "own-region"
        if short.rest == long.rest:
            return rule
        return "letters" if self._rest_fits(short.rest, long.rest) else ""

    def _region_fits(self, short: Name, long: Name) -> bool:
        if short.regions:
            return bool(short.region & long.region)
        regions = self.names.regions
        return short.marker == long.marker or any(regions.goes_by(code, short.marker) for code in long.region)

    def _outside(self, short: Name, long: Name) -> str:
        """镇党委 of 厚街镇党委, whose town no list holds; 泉州装备制造研究中心 of an academy."""
        if long.regions and short.regions and not short.region & long.region:
            return ""
        suits = long.short.endswith(short.short) and not (short.marker and long.regions)
        return "ending" if suits and len(short.short) > SHORTEST else ""

    def _rest_fits(self, short: str, long: str) -> bool:
        """工信部门, 工信 of 工信局; 文广旅局 of 文化广播电视和旅游局; never 委 of 纪委."""
        these = self.names.words
        if short in these.lists["principal.words"] or long in these.lists["principal.words"]:
            return False
        if self._without_body(short, long):
            return True
        ended = bool(short) and short[-1] == long[-1] and short[0] == long[0]
        if not ended or len(short) <= SHORTEST or long.startswith(short) or not _in_order(short, long):
            return False
        exact = these.ends(short, "exact.endings")
        return self._may_drop(short, long) and not (exact and these.ends(long, "exact.endings") == exact)

    def _without_body(self, short: str, long: str) -> bool:
        """工信部门 and 工信 stand for 工信局."""
        these = self.names.words
        bare = short.removesuffix(these.ends(short, "endings.department"))
        body = these.ends(long, "endings.body")
        return bool(body) and len(bare) >= SHORTEST and bare == long.removesuffix(body)

    def _organization(self, short: Name, long: Name) -> str:
        found = self._body(short, long)
        if found:
            return found
        if (
            short.marker
            or self._part_of(short, long)
            or (short.region and long.region and not short.region & long.region)
        ):
            return ""
        return self._letters(short, long)

    def _letters(self, short: Name, long: Name) -> str:
        """长春光机所 of 中国科学院长春光学精密机械与物理研究所: the letters in order and the ending kept."""
        if len(short.short) <= SHORTEST or short.short[-1] != long.short[-1] or self._exact(short, long):
            return ""
        if not any(long.core.startswith(short.short[0], start) for start in long.starts):
            return ""
        if not _in_order(short.short, long.short):
            return ""
        return "letters" if self._may_drop(short.short, long.short) else ""

    def _may_drop(self, short: str, long: str) -> bool:
        """In front of 协会 and the like only words such as 行业 may be left out."""
        if not self.names.words.ends(long, "guarded.endings"):
            return True
        left = long
        for word in self.names.words.lists["guarded.droppable"]:
            if word not in short:
                left = left.replace(word, "", 1)
            if left == short or left.endswith(short):
                return True
        return False

    def _exact(self, short: Name, long: Name) -> bool:
        """吉林大学 is no short form of 吉林农业大学."""
        these = self.names.words
        ending = these.ends(short.core, "exact.endings")
        return bool(ending) and these.ends(long.core, "exact.endings") == ending

    def _part_of(self, short: Name, long: Name) -> bool:
        """工信局 and 工信局党组: the longer name goes on where the shorter ends."""
        return long.short.startswith(short.short)

    def _place(self, short: Name, long: Name) -> str:
        regions = self.names.regions
        if short.folded == long.folded:
            return "same-form"
        if regions.codes(short.folded) & regions.codes(long.folded):
            return "same-form" if len(short.folded) < len(long.folded) else ""
        letter = self.names.words.letters.get(short.folded, "")
        if letter:
            return "letters" if regions.codes(letter) & regions.codes(long.folded) else ""
        return self._lesser_place(short, long)

    def _lesser_place(self, short: Name, long: Name) -> str:
        """恩城 of 恩城镇, 稀土高新区 of 包头稀土高新区, 桂黄路 of 桂黄公路."""
        these = self.names.words
        if these.ends(long.short, "endings.park"):
            return self._park(short, long)
        ending = these.ends(long.folded, "endings.place")
        bare = long.folded.removesuffix(ending)
        if ending and len(bare) >= SHORTEST and short.folded == bare:
            return self._maybe_division(bare)
        road = these.ends(long.folded, "endings.road"), these.ends(short.folded, "endings.road")
        if all(road) and long.folded.removesuffix(road[0]) == short.folded.removesuffix(road[1]):
            return "same-form"
        return ""

    def _maybe_division(self, bare: str) -> str:
        """凤翔 may be 凤翔街道 though a far 凤翔区 exists; 晋江 is never 晋江镇."""
        regions = self.names.regions
        codes = regions.codes(bare)
        districts = self.names.words.lists["endings.district"]
        if not all(regions.divisions[code].name.endswith(districts) for code in codes):
            return ""
        return "ending" if codes else "same-form"

    def _park(self, short: Name, long: Name) -> str:
        these = self.names.words
        if short.short == long.short:
            return "same-form"
        if these.ends(short.short, "endings.park"):
            suits = long.short.endswith(short.short) and not (short.regions and long.regions)
            return "ending" if suits else ""
        bare = these.ends(long.short, "endings.bare_park")
        known = self.names.regions.codes(short.short)
        return "opening" if bare and not known and long.short.removesuffix(bare) == short.short else ""

    def _title(self, short: Name, long: Name) -> str:
        """小巨人 of 第六批专精特新“小巨人”企业, 未来工厂 of 浙江省未来工厂."""
        if short.folded == long.folded:
            return "same-form"
        if short.folded in long.quoted:
            return "quoted-name"
        if short.region and long.region and not short.region & long.region:
            return ""
        if len(short.folded) > SHORTEST and long.folded.endswith(short.folded) and not self._is_common(short):
            return "ending"
        return (
            "opening" if short.numbers and long.folded.startswith(short.folded) and short.folded[-1].isdigit() else ""
        )

    def _is_common(self, name: Name) -> bool:
        return name.folded in self.names.words.lists["common.words"]

    def _event(self, short: Name, long: Name) -> str:
        found = self._title(short, long)
        if found:
            return found
        work = self.names.words.ends(long.folded, "endings.work")
        if work and long.folded.removesuffix(work).endswith(short.folded) and len(short.folded) > SHORTEST + 1:
            return "ending"
        if len(short.folded) > SHORTEST + 1 and long.folded.startswith(short.folded):
            return "opening"
        kept = len(short.folded) > SHORTEST and short.folded[-1] == long.folded[-1]
        begun = len(short.folded) <= SHORTEST + 1 or short.folded[:SHORTEST] in long.folded
        if kept and begun and not self._is_common(short) and _in_order(short.folded, long.folded):
            return "letters"
        return ""

    def _document(self, short: Name, long: Name) -> str:
        """《若干措施》 of 《…若干措施（试行）》."""
        titles = [(self._title_of(short), self._title_of(long)), (short.unbracketed, long.unbracketed)]
        if any(one and one == other for one, other in titles):
            return "same-form"
        if any(len(one) >= SHORTEST and other.endswith(one) for one, other in titles):
            return "ending"
        return ""

    def _title_of(self, name: Name) -> str:
        return name.quoted[0] if name.quoted else name.folded


def _same_form(short: Name, long: Name) -> str:
    return "same-form" if short.folded == long.folded else ""


def _parts(text: str) -> list[str]:
    """The parts of a foreign name.

    >>> _parts("尼古拉·捷列先科")
    ['尼古拉', '捷列先科']
    """
    for dot in "·•・‧∙.":
        text = text.replace(dot, " ")
    return text.split()


def _in_order(short: str, long: str) -> bool:
    """Whether the letters of one name stand in the other in the same order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


@cache
def load(knowledge: Knowledge) -> Matcher:
    """The matcher for these layers of knowledge."""
    return Matcher(names.load(knowledge))
