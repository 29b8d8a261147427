"""What the readers of gold hand to the comparison: one record, whatever the format on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["GoldDocument", "GoldMention", "GoldRelation"]


@dataclass(frozen=True, slots=True, order=True)
class GoldMention:
    """A name at its place in the text of its gold document, which may break it by white space."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRelation:
    """A fact that the text states, by the fullest names it has, with the passage that states it."""

    subject: str
    subject_type: str
    predicate: str
    object: str
    object_type: str
    text: str
    qualifiers: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.subject} —{self.predicate}→ {self.object}  {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document as a careful reader marked it; `groups` are the names that mean one thing, the fullest first.

    `relations` is None where relations were not marked: then none are compared.
    """

    name: str
    path: str
    text: str
    mentions: tuple[GoldMention, ...]
    relations: tuple[GoldRelation, ...] | None = None
    groups: tuple[tuple[str, ...], ...] = ()

    def surface(self, mention: GoldMention) -> str:
        r"""The name itself, without the breaks of the layout.

        >>> page = GoldDocument(name="a", path="a", text="安\n踏获奖", mentions=())
        >>> page.surface(GoldMention(0, 3, "Company"))
        '安踏'
        """
        return "".join(self.text[mention.start : mention.end].split())
