"""Names in the form in which they can be compared: what writers add, leave out or write in two ways is taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from kgraph.knowledge_io import Knowledge
from kgraph.resolution.names import regions, vocabulary
from kgraph.resolution.names.regions import Regions
from kgraph.resolution.names.vocabulary import Words

__all__ = ["Name", "Names", "comparable", "load", "squeezed"]

_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9.,&'’-])\s+(?=[A-Za-z0-9&])")
_LAYOUT = re.compile(r"[\s\u200b\ufeff]+")
_SIGNS = re.compile(r"[\s\"'“”‘’「」『』《》〈〉()\[\]【】〔〕·•・‧∙．.,:_\-—–−~/&*★☆®™]+")
_NUMBER = re.compile(r"[a-z]*\d+[a-z]*")
_QUOTED = re.compile(r"[“\"「『《‘']([^“”\"「」『』《》‘’']{2,})[”\"」』》’']")
_TITLED = re.compile(r"《(.+)》")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")


def squeezed(text: str) -> str:
    r"""A surface without the white space that layout put into it; words of Latin letters stay apart.

    >>> squeezed("洞庭\n杯竹艺设计 大赛"), squeezed("Belinda\nRoss")
    ('洞庭杯竹艺设计大赛', 'Belinda Ross')
    """
    if not _LAYOUT.search(text):
        return text
    return _LAYOUT.sub("", _LATIN_GAP.sub("\x00", text)).replace("\x00", " ")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    `folded` is the whole in one way of writing; `core` the same without legal form; `short` the same contracted as
    the press does. `regions` are the divisions it opens with, `marker` the kind of region it opens with instead,
    and `rest` is what follows either in `short`. `title` is what 《》 hold, or all. At `starts`, places in `core`, an
    abbreviation may begin. `grades` are its words, one of each line, for level, grade or phase.
    """

    text: str
    folded: str
    core: str
    short: str
    rest: str
    form: str = ""
    registered: bool = False
    national: bool = False
    regions: tuple[frozenset[str], ...] = ()
    marker: str = ""
    starts: tuple[int, ...] = (0,)
    numbers: frozenset[str] = frozenset()
    quoted: tuple[str, ...] = ()
    unbracketed: str = ""
    title: str = ""
    grades: tuple[str, ...] = ()

    @property
    def region(self) -> frozenset[str]:
        """The codes that the last of its regions may have."""
        return self.regions[-1] if self.regions else frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Takes names apart, each once."""

    words: Words
    regions: Regions
    _known: dict[str, Name] = field(default_factory=dict)

    def __call__(self, text: str) -> Name:
        """The name, taken apart."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text)
        return known

    def folded(self, text: str) -> str:
        """One way of writing: narrow, simplified, without signs, numbers in digits."""
        narrow = unicodedata.normalize("NFKC", text).translate(self.words.simplified).lower()
        narrow = narrow.replace("°", self.words.numerals["degree"])
        return self._digits(_SIGNS.sub("", narrow)) or narrow

    def contracted(self, folded: str) -> str:
        """The name as the press shortens it.

        >>> from kgraph import knowledge_io as knowledge
        >>> load(knowledge.load()).contracted("晋江市工业和信息化局")
        '晋江市工信局'
        """
        short = self.words.contraction.sub(self._contraction, folded)
        if short != folded:
            short = self.words.contraction.sub(self._contraction, short)
        for tail, contracted in self.words.tails.items():
            if short.endswith(tail):
                return short.removesuffix(tail) + contracted
        return short

    def without_form(self, folded: str) -> tuple[str, str]:
        """A firm's name without its legal form, and the form."""
        core = folded
        while core.endswith(self.words.forms):
            form = next(filter(core.endswith, self.words.forms))
            if len(core) - len(form) < 2 or self.words.ends(core, "units.words").endswith(form):
                break
            core = core[: -len(form)]
        return core, folded[len(core) :]

    def _read(self, text: str) -> Name:
        folded = self.folded(text)
        core, form = self.without_form(folded)
        opened = self._opened(folded)
        short = self.contracted(opened)
        regions, end, national = self._regions(opened)
        marker = "" if regions else self._marker(opened)
        rest = self.contracted(opened[end:] if end else opened[len(marker) :])
        shift = len(folded) - len(opened)
        return Name(
            text=text,
            folded=folded,
            core=core,
            short=short,
            rest=rest,
            form=form,
            registered=bool(form) and form.endswith(self.words.registered),
            national=national and not regions,
            regions=regions,
            marker=marker,
            starts=tuple(sorted({0, shift, *(each + shift for each in self._starts(opened))})),
            numbers=frozenset(_NUMBER.findall(folded)),
            quoted=tuple(self.folded(each) for each in _QUOTED.findall(text)),
            grades=tuple(next(filter(folded.__contains__, line), "") for line in self.words.apart),
            title=self.folded(titled[1]) if (titled := _TITLED.search(text)) else folded,
            unbracketed=self.folded(_BRACKETED.sub("", text)) if _BRACKETED.search(text) else folded,
        )

    def _opened(self, folded: str) -> str:
        opening = self.words.opens(folded, "openings.dropped")
        return folded[len(opening) :] if len(opening) < len(folded) else folded

    def _regions(self, opened: str) -> tuple[tuple[frozenset[str], ...], int, bool]:
        """The divisions a name opens with, where they end, and whether it opens with the country."""
        country = self.words.opens(opened, "openings.national")
        chain, end = self.regions.opening(opened)
        if chain and end < len(opened):
            return chain, end, False
        return (), len(country) if len(country) < len(opened) else 0, bool(country)

    def _starts(self, opened: str) -> set[int]:
        """Where an abbreviation may begin: after each region, the country, or an owner."""
        country = len(self.words.opens(opened, "openings.national"))
        places = {0, country, *self.regions.stops(opened, country)}
        places.update(found.end() for found in self.words.owner.finditer(opened))
        return {place for place in places if place < len(opened)}

    def _marker(self, opened: str) -> str:
        if self.words.opens(opened, "markers.but"):
            return ""
        marker = self.words.opens(opened, "markers.words")
        return marker if len(opened) > len(marker) else ""

    def _contraction(self, found: re.Match[str]) -> str:
        return self.words.contractions[found[0]]

    def _digits(self, text: str) -> str:
        return _numerals(self.words).sub(lambda found: _arabic(found, self.words), text)


@cache
def _numerals(these: Words) -> re.Pattern[str]:
    """Chinese numbers that count: after 第, before 期 and the like, or two digits together."""
    single = {sign for sign in these.numerals if len(sign) == 1}
    digits = "".join(sorted(single))
    counting = f"[{digits}{these.numerals['ten']}{these.numerals['hundred']}]"
    after = "|".join(these.after_number)
    return re.compile(rf"(?<={these.before_number}){counting}+|{counting}+(?={after})|[{digits}]{{2,}}")


def _arabic(found: re.Match[str], these: Words) -> str:
    """The number that Chinese digits write: 二十一 is 21, 三六一 is 361."""
    text, signs = found[0], these.numerals
    if signs["ten"] not in text and signs["hundred"] not in text:
        return "".join(signs[sign] for sign in text)
    total = last = 0
    for sign in text:
        if sign in (signs["ten"], signs["hundred"]):
            total += (last or 1) * (10 if sign == signs["ten"] else 100)
            last = 0
        else:
            last = int(signs[sign])
    return str(total + last)


@cache
def load(knowledge: Knowledge) -> Names:
    """The reader of names for these layers of knowledge."""
    return Names(vocabulary.load(knowledge), regions.load(knowledge))


def comparable(name: str, knowledge: Knowledge) -> str:
    """A name without what writers add or leave out at will.

    >>> from kgraph.knowledge_io import load
    >>> comparable("向兴（福建）新材料科技有限公司", load()) == comparable("向兴(福建)新材料科技", load())
    True
    """
    return load(knowledge)(name).core
