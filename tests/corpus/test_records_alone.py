"""Records of one file have nothing to do with each other: each is read as if it stood alone."""

from __future__ import annotations

import json
from pathlib import Path

from kgraph import corpus
from kgraph.pipeline import Settings
from kgraph.reading import prepare

FIRM = "近日，海岸安泰机电有限公司（以下简称“安泰”）召开大会，安泰董事长王芳表示将扩产。安泰上月投产。"  # the firm
VILLAGE = "石桥安泰是一个村子，安泰村民李明在安泰办起了农家乐，安泰的游客多了。"  # a place that only sounds like it


def test_a_name_of_one_record_is_not_remembered_in_the_next(tmp_path: Path) -> None:
    for name, texts in {"a.jsonl": (FIRM, VILLAGE), "b.jsonl": (VILLAGE,)}.items():
        lines = (json.dumps({"content": text}, ensure_ascii=False) + "\n" for text in texts)
        (tmp_path / name).write_text("".join(lines), encoding="utf-8")
    sources = [corpus.Source(name, tmp_path / name) for name in ("a.jsonl", "b.jsonl")]
    together, alone = prepare(Settings().stages).read(sources)
    assert [(each.start, each.end, each.type) for each in together.readings[1].mentions] == [
        (each.start, each.end, each.type) for each in alone.readings[0].mentions
    ]
