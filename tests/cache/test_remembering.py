"""A build that remembers gives the bytes of one that does not, and reads only what is new."""

import gzip
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from kgraph import pipeline
from kgraph.cache.shards import Shards
from kgraph.pipeline import Outcome, Settings

STORIES = [
    "泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。",
    "海岸大学校长王一平出席首届鞋业博览会。",
    "晋江市工信局印发《晋江市绿色工厂管理办法》。",
    "远航鞋业被泉州市工信局授予“泉州市绿色工厂”称号。",
    "远航鞋业与海岸大学签署合作协议。",
    "泉州市远山食品有限公司落户晋江市。",
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for number, story in enumerate(STORIES[:4]):
        Path(f"in/{number}.txt").write_text(story, encoding="utf-8")


def update(out: str = "out", **settings: object) -> Outcome:
    return pipeline.update(["in"], Settings(workers=1, **settings), Path(out))  # type: ignore[arg-type]


def outputs(out: str) -> dict[str, bytes]:
    paths = (path for path in Path(out).rglob("*") if path.is_file() and ".kgraph" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(paths)}


def _add(random: Random) -> None:
    Path(f"in/{random.random()}.txt").write_text(random.choice(STORIES), encoding="utf-8")


def _remove(random: Random) -> None:
    random.choice(sorted(Path("in").iterdir())).unlink()


def _edit(random: Random) -> None:
    random.choice(sorted(Path("in").iterdir())).write_text(random.choice(STORIES), encoding="utf-8")


def _rename(random: Random) -> None:
    random.choice(sorted(Path("in").iterdir())).rename(f"in/{random.random()}.txt")


CHANGES: list[Callable[[Random], None]] = [_add, _remove, _edit, _rename]


@pytest.mark.parametrize("seed", range(3))
def test_the_bytes_of_a_fresh_build_after_any_changes(seed: int) -> None:
    random = Random(seed)
    update()
    for step in range(3):
        for change in random.choices(CHANGES, k=2):
            change(random)
        update()
        update(f"fresh{step}")
        assert outputs("out") == outputs(f"fresh{step}")


def test_only_what_changed_is_read() -> None:
    update()
    Path("in/0.txt").write_text(STORIES[5], encoding="utf-8")
    assert update().recalled == 3


def test_a_removed_file_leaves_the_graph() -> None:
    update()
    Path("in/0.txt").unlink()
    assert "林一鸣" not in {each.name for each in update().tables.entities}


def test_other_knowledge_reads_again() -> None:
    update()
    own = Path("own/gazetteers")
    own.mkdir(parents=True)
    (own / "titles.tsv").write_text("ending\tkinds\tends\n观察员\tOrganization\t会\n", encoding="utf-8")
    assert update(knowledge=Path("own")).recalled == 0


def test_another_lexicon_reads_again() -> None:
    Path("names.tsv").write_text("name\ttype\taliases\n远望\tCompany\t\n", encoding="utf-8")
    update(lexicons=(Path("names.tsv"),))
    Path("names.tsv").write_text("name\ttype\taliases\n远望\tPerson\t\n", encoding="utf-8")
    assert update(lexicons=(Path("names.tsv"),)).recalled == 0


def shard() -> Path:
    return next(Path("out/.kgraph/readings").iterdir())


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


def _other_version(path: Path) -> None:
    lines = gzip.decompress(path.read_bytes()).replace(b'"form":1', b'"form":0')
    path.write_bytes(gzip.compress(lines))


def _other_content(path: Path) -> None:
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()) + b"\n[]"))


@pytest.mark.parametrize("spoil", [_cut, _flip, _other_version, _other_content])
def test_a_broken_shard_is_named_and_its_files_are_read_again(spoil: Callable[[Path], None]) -> None:
    update()
    before = outputs("out")
    spoiled = shard()
    spoil(spoiled)
    outcome = update()
    assert ([each.partition(":")[0] for each in outcome.forgotten], outcome.recalled) == ([spoiled.name], 0)
    assert (outputs("out") == before, update().recalled) == (True, 4)


def test_what_no_build_asks_for_is_dropped_and_the_rest_moves_on() -> None:
    update()
    for number in (0, 1, 2):
        Path(f"in/{number}.txt").unlink()
    update()
    shards = Shards.open(Path("out/.kgraph/readings"))
    assert (len(shards), len(shards.keys), update().recalled) == (1, 1, 1)


def test_a_surprise_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> object:
        raise IndexError("no luck")

    with monkeypatch.context() as patch:
        patch.setattr("kgraph.relations.Extractor.__call__", fall)
        update()
    assert update().recalled == 0


def test_an_interrupted_build_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kgraph.resolution.resolve", die)
        with pytest.raises(KeyboardInterrupt):
            update()
    assert update().recalled == 4


def _judge() -> None:
    Path("out/judgements.tsv").write_text("left\tright\tverdict\twhy\nPerson:林一鸣\t\thide\t\n", encoding="utf-8")


def _touch_output() -> None:
    Path("out/graph.gexf").write_text("<!-- kgraph.build=" + "0" * 32 + " -->", encoding="utf-8")


def _drop_output() -> None:
    Path("out/tables/mentions.parquet").unlink()


def _nothing() -> None:
    pass


@pytest.mark.parametrize(("change", "resolved"), [(_nothing, 0), (_judge, 1), (_touch_output, 1), (_drop_output, 1)])
def test_nothing_is_made_again_where_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[], None], resolved: int
) -> None:
    settings = pipeline.with_judgements(Settings(workers=1), Path("out"))
    pipeline.update(["in"], settings, Path("out"))
    before = outputs("out")
    change()
    calls = []
    whole = pipeline.resolution.resolve
    monkeypatch.setattr("kgraph.resolution.resolve", lambda *a, **k: calls.append(1) or whole(*a, **k))  # type: ignore[func-returns-value]
    settings = pipeline.with_judgements(Settings(workers=1), Path("out"))
    outcome = pipeline.update(["in"], settings, Path("out"))
    shown = {name: data for name, data in outputs("out").items() if name != "judgements.tsv"}
    assert (len(calls), outcome.recalled, len(outcome.tables.articles)) == (resolved, 4, 4)
    assert (shown == before) is (change is not _judge)


def test_what_a_folder_holds_beside_documents_is_named() -> None:
    Path("in/data.bin").write_bytes(b"\x00\x01")
    assert [each.partition(":")[0] for each in update().passed] == ["in/data.bin"]
