"""Count the characters of person names in marked texts: `python -m benchmarks.fit_person_names FOLDER … -o FILE`.

Each name counts once a folder's text; the counts say how rare a name is, and so how much a namesake is worth.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from kgraph.knowledge_io import load
from kgraph.knowledge_io.annotation import unmark
from kgraph.models import DEFAULT
from kgraph.resolution.names import person_names

LEAST = 2


def main() -> None:
    """Write the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT / person_names.FILE)
    options = parser.parse_args()
    knowledge = load()
    surnames: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for path in sorted(path for folder in options.folders for path in folder.rglob("*.ann.txt")):
        text, marks = unmark(path.read_text(encoding="utf-8"))
        names = {text[each.start : each.end] for each in marks if knowledge.type_of(each.type).id == "Person"}
        for family, rest in (person_names.split(name, knowledge) for name in sorted(names)):
            surnames.update([family] if family else [])
            given.update(filter(str.isalpha, rest) if family else "")
    counts = {"surnames": _kept(surnames), "given": _kept(given)}
    options.output.write_text(json.dumps(counts, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _kept(counts: Counter[str]) -> dict[str, int]:
    return {each: count for each, count in sorted(counts.items()) if count >= LEAST}


if __name__ == "__main__":
    main()
