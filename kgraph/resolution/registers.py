"""A user's own table of firms, and the codes that a text gives, as public identifiers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from kgraph.errors import InputError, KnowledgeError
from kgraph.resolution.article_context import ArticleContext, SurfaceForm
from kgraph.resolution.credit_code import is_valid
from kgraph.resolution.names.normalise import Names

__all__ = ["credit_code", "read"]

NAME, ID = "name", "id"


def read(path: Path, names: Names) -> Mapping[str, str]:
    """The ids of a CSV with the columns name and id, by the folded name without legal form.

    A name that stands for two ids is no target.
    """
    found: dict[str, set[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if NAME not in row or ID not in row:
                    raise KnowledgeError(path.name, 1, "a register needs the columns 'name' and 'id'")
                if row[NAME] and row[ID]:
                    found.setdefault(names(row[NAME].strip()).core, set()).add(row[ID].strip())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def credit_code(surface: SurfaceForm, context: ArticleContext) -> str:
    """The unified social credit code that the text gives right after the name, where its check character is right."""
    text = context.reading.article.text
    for mention in surface.mentions:
        found = context.names.words.code.match(text, mention.end)
        if found and is_valid(found[1]):
            return found[1]
    return ""
