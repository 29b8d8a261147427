"""An entity as `kg["安踏"]` shows it: its names, its facts, and the sentences that state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from kgraph.records import Entity

__all__ = ["Profile"]

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with its relations and their evidence; `namesakes` are other entities of that name."""

    entity: Entity
    relations: pd.DataFrame = field(compare=False)
    evidence: pd.DataFrame = field(compare=False)
    timeline: pd.DataFrame = field(compare=False)
    namesakes: tuple[Entity, ...] = ()

    @property
    def id(self) -> str:
        """The id of the entity."""
        return self.entity.id

    @property
    def name(self) -> str:
        """The name it is shown by."""
        return self.entity.name

    @property
    def type(self) -> str:
        """Its type."""
        return self.entity.type

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        return self.entity.aliases

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        """A heading and a table, everything escaped."""
        rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in self._facts()]
        cells = "".join(f"<tr>{row}</tr>" for row in rows)
        heading = "<tr><th>subject</th><th>predicate</th><th>object</th><th>text</th></tr>"
        return f"<p>{escape(self._heading())}</p><table>{heading}{cells}</table>"

    def _heading(self) -> str:
        aliases = f" ({', '.join(self.aliases)})" if self.aliases else ""
        others = f", {len(self.namesakes)} more of that name" if self.namesakes else ""
        return f"{self.name}{aliases}: {self.type}, {self.entity.mentions} mentions{others}"

    def _lines(self) -> Iterator[str]:
        yield self._heading()
        for subject, predicate, object_, text in self._facts():
            yield f"  {subject} —{predicate}→ {object_}  {text}"
        if len(self.relations) > SHOWN:
            yield f"  … {len(self.relations) - SHOWN} more in .relations"

    def _facts(self) -> list[tuple[str, str, str, str]]:
        """The first relations, each with the first passage that states it."""
        ends = ["subject", "predicate", "object"]
        first = self.evidence.drop_duplicates(ends)[[*ends, "text"]]
        shown = self.relations.head(SHOWN)[ends].merge(first, on=ends, how="left").fillna("")
        return [(str(s), str(p), str(o), " ".join(str(t).split())) for s, p, o, t in shown.itertuples(index=False)]
