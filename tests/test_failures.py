"""One document never costs the others: what fails is named, counted and logged, and the rest is built."""

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from kgraph import corpus, errors, page, pipeline, resolution
from kgraph.cli import main
from kgraph.entities import Recognizer
from kgraph.exports import parquet
from kgraph.relations import Extractor

GOOD = "泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。\n"
BAD = "海岸大学校长王一平出席首届鞋业博览会。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "bad.txt").write_text(BAD, encoding="utf-8")
    (made / "good.txt").write_text(GOOD, encoding="utf-8")
    return made


def build(folder: Path, *options: object) -> tuple[Result, Path]:
    out = folder.parent / "out"
    return CliRunner().invoke(main, ["build", str(folder), "-o", str(out), *map(str, options)]), out


def names(out: Path) -> set[str]:
    return {each.name for each in parquet.read(out / "tables").entities}


def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = corpus.read

    def read(source: corpus.Source, *args: Any, **options: Any) -> object:
        return _fall() if source.name.endswith("bad.txt") else whole(source, *args, **options)

    monkeypatch.setattr(corpus, "read", read)


def finding(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Recognizer.proposed

    def proposed(self: Recognizer, files: Any) -> object:
        made = [[_fall() if "海岸" in article.text else article for article in file] for file in files]
        return whole(self, made)

    monkeypatch.setattr(Recognizer, "proposed", proposed)


def extracting(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Extractor.__call__

    def extract(self: Extractor, article: Any, mentions: Any) -> object:
        return _fall() if "海岸" in article.text else whole(self, article, mentions)

    monkeypatch.setattr(Extractor, "__call__", extract)


def _fall() -> object:
    msg = "no luck\nat 0x7f00aabbccdd"
    raise IndexError(msg)


Fault = Callable[[pytest.MonkeyPatch], None]


@pytest.mark.parametrize(("fault", "stage"), [(reading, "corpus"), (finding, "entities"), (extracting, "relations")])
def test_a_surprise_in_one_file_is_named_and_the_others_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, stage: str
) -> None:
    fault(monkeypatch)
    result, out = build(folder)
    row = pq.read_table(out / "tables" / "failures.parquet").to_pylist()[0]
    found = row["source"].endswith("bad.txt"), row["stage"], row["reason"]
    assert found == (True, stage, "IndexError: no luck at …"), result.output
    assert (result.exit_code, "林一鸣" in names(out)) == (3, True)
    assert "in _fall" in (out / "failures.log").read_text(encoding="utf-8")


def test_the_names_of_an_article_are_kept_where_its_facts_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extracting(monkeypatch)
    assert "海岸大学" in names(build(folder)[1])


def test_one_record_that_fails_does_not_cost_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finding(monkeypatch)
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.jsonl").write_text(f'{{"text": "{GOOD.strip()}"}}\n{{"text": "{BAD.strip()}"}}\n', encoding="utf-8")
    result, out = build(made)
    rows = parquet.read(out / "tables")
    failed = [row.article.rpartition("-")[2] for row in rows.failures]
    assert (result.exit_code, failed, len(rows.articles)) == (3, ["0002"], 1)


def test_strict_stops_with_the_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch)
    result, out = build(folder, "--strict")
    assert (result.exit_code, "in _fall" in result.output, out.exists()) == (1, True, False)


def test_a_document_that_takes_too_long_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Extractor.__call__

    def extract(self: Extractor, article: Any, mentions: Any) -> object:
        if "海岸" in article.text:
            time.sleep(60)
        return whole(self, article, mentions)

    monkeypatch.setattr(Extractor, "__call__", extract)
    result, out = build(folder, "--patience", 1)
    assert (result.exit_code, "took longer than" in result.output, "林一鸣" in names(out)) == (3, True, True)


def test_a_view_that_cannot_be_drawn_does_not_cost_the_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "write", lambda *_, **__: _fall())
    result, out = build(folder)
    failures = [(row.source, row.stage) for row in parquet.read(out / "tables").failures]
    assert (result.exit_code, failures) == (3, [("graph.html", "views")])
    assert (out / "graph.graphml").is_file()


def test_a_resolution_that_fails_is_one_line_and_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolution, "resolve", lambda *_, **__: _fall())
    result, out = build(folder)
    last = result.output.strip().splitlines()[-1]
    assert (result.exit_code, [path.name for path in out.iterdir()]) == (1, [".kgraph"])
    assert last == "Error: resolution: IndexError: no luck at …; nothing was written"


def test_a_fault_in_the_knowledge_is_no_failure_of_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> object:
        raise errors.KnowledgeError("a.yaml", 3, "says nothing")

    monkeypatch.setattr(corpus, "read", read)
    result, _ = build(folder)
    assert (result.exit_code, result.output.strip()) == (1, "Error: a.yaml, line 3: says nothing")


def test_a_folder_that_holds_nothing_to_read_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert build(tmp_path / "in")[0].exit_code == 1


EVERY_ERROR = [
    errors.InputError("a.txt", "is empty"),
    errors.KnowledgeError("a.yaml", 3, "unknown 'Awrad'", hint="Award"),
    errors.ModelError("a.onnx: no such model"),
    errors.NameNotFoundError("安塔集团", ["安踏集团", "恒安"]),
    errors.OutputError("out: full"),
    errors.StoppedError("a.txt: is empty", "Traceback"),
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: type(error).__name__)
def test_an_error_survives_the_way_from_another_process(error: errors.KgraphError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - written one line above
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_what_was_skipped_is_a_failure_of_the_outcome(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    outcome = pipeline.build([str(tmp_path / "empty.txt")])
    assert [(each.stage, each.reason) for each in outcome.failures] == [("corpus", "is empty")]
