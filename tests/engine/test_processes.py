"""Reading in several processes: the same readings, and a document that kills or blocks its worker costs only itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kgraph import corpus, engine, pipeline
from kgraph.cache.codec import encoded
from kgraph.engine import Processes
from kgraph.errors import KnowledgeError
from kgraph.reading import FileReading, read
from kgraph.records import Failure

# Python imports a module of this name in every process: here it makes some documents deadly.
DEADLY = """
import os, signal, time
from kgraph import corpus

whole = corpus.read
def read(source, *args, **options):
    if "deadly" in source.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in source.name:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(600)
    if "raising" in source.name:
        raise IndexError("no luck")
    return whole(source, *args, **options)
corpus.read = read
"""


def sources(folder: Path, names: Sequence[str]) -> list[corpus.Source]:
    for name in names:
        (folder / name).write_text(f"{name}。海岸大学校长王一平出席首届鞋业博览会。", encoding="utf-8")
    return [corpus.Source(name, folder / name) for name in names]


def read_by_two(files: Sequence[corpus.Source], **settings: object) -> list[FileReading]:
    stages = pipeline.Settings(**settings).stages  # type: ignore[arg-type]
    batches = [files[:2], files[2:]]
    return [each for batch in Processes(stages, 2).map(batches) for each in batch]


def test_the_same_readings_in_the_same_order(tmp_path: Path) -> None:
    files = sources(tmp_path, ["a.txt", "b.txt", "c.txt"])
    alone = read(files, pipeline.Settings().stages)
    assert list(map(encoded, read_by_two(files))) == list(map(encoded, alone))


def test_a_document_that_kills_blocks_or_raises_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    files = sources(tmp_path, ["a.txt", "deadly.txt", "endless.txt", "raising.txt"])
    found = read_by_two(files, patience=1)
    assert [len(each.readings) for each in found] == [1, 0, 0, 0]
    assert [each.failures for each in found[1:]] == [
        (Failure(source="deadly.txt", stage="reading", reason="its process ended with signal 9"),),
        (Failure(source="endless.txt", stage="reading", reason="took longer than 3 seconds"),),
        (Failure(source="raising.txt", stage="corpus", reason="IndexError: no luck"),),
    ]


def test_an_error_of_the_knowledge_comes_out_of_a_worker_as_what_it_is(tmp_path: Path) -> None:
    own = tmp_path / "own" / "ontology"
    own.mkdir(parents=True)
    (own / "types.yaml").write_text("Person: {lable: 人物}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="unknown key 'lable'"):
        read_by_two(sources(tmp_path, ["a.txt", "b.txt", "c.txt"]), knowledge=tmp_path / "own")


def test_a_little_text_is_read_in_this_process(tmp_path: Path) -> None:
    files = sources(tmp_path, ["a.txt", "b.txt"])
    stages = pipeline.Settings().stages
    kinds = [type(engine.made(stages, [[file] for file in files], workers=count)) for count in (0, 1, 2)]
    assert kinds == [engine.InProcess, engine.InProcess, Processes]
