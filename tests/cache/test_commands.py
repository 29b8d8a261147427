"""What a graph remembers, on the command line: building again, what changed, what lies in the cache."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main
from kgraph.exports import parquet
from kgraph.graph.knowledge_graph import KnowledgeGraph

FIRM = "泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。"
SCHOOL = "海岸大学校长王一平出席首届鞋业博览会。"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], env={"LC_ALL": "C"})


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(FIRM, encoding="utf-8")


def names() -> set[str]:
    return {each.name for each in parquet.read(Path("out/tables")).entities}


def outputs(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file() and ".kgraph" not in path.parts}


def test_a_graph_is_built_again_without_its_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own.tsv").write_text("name\ttype\taliases\n海岸\tOrganization\t\n", encoding="utf-8")
    run("build", "in", "-o", "out", "--lexicon", "own.tsv")
    Path("in/b.txt").write_text(SCHOOL.replace("大学", ""), encoding="utf-8")
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    again = run("build", "-o", "../out")
    monkeypatch.chdir(tmp_path)
    fresh = run("build", "in", "-o", "fresh", "--lexicon", "own.tsv")
    assert (again.exit_code, fresh.exit_code, "海岸" in names()) == (0, 0, True), again.output
    assert outputs(Path("out")) == outputs(Path("fresh"))


def test_an_option_that_is_given_counts(tmp_path: Path) -> None:
    run("build", "in", "-o", "out")
    Path("own.tsv").write_text("name\ttype\taliases\n扩大生产\tProject\t\n", encoding="utf-8")
    run("build", "-o", "out", "--lexicon", "own.tsv")
    assert "扩大生产" in names()


def test_a_folder_that_remembers_nothing_needs_inputs() -> None:
    Path("out").mkdir()
    result = run("build", "-o", "out")
    assert (result.exit_code, "name the inputs" in result.output) == (1, True)


def test_absolute_paths_stand_in_the_settings_alone(tmp_path: Path) -> None:
    run("build", "in", "-o", "out")
    kept = json.loads(Path("out/.kgraph/settings.json").read_text(encoding="utf-8"))
    holding = [name for name, data in outputs(Path("out")).items() if str(tmp_path).encode() in data]
    assert (kept["folder"], kept["inputs"], holding) == (str(tmp_path), ["in"], [])


def test_what_a_build_changed_is_listed() -> None:
    run("build", "in", "-o", "out")
    Path("in/a.txt").write_text(FIRM.replace("林一鸣", "陈一鸣"), encoding="utf-8")
    run("build", "in", "-o", "out")
    lines = [line for line in run("changes", "out").output.splitlines() if "holds_role" in line]
    assert [line.partition(" —")[0] for line in lines] == ["gained 陈一鸣", "lost 林一鸣"]


def test_a_build_that_changes_nothing_keeps_the_changes_before() -> None:
    run("build", "in", "-o", "out")
    Path("in/b.txt").write_text(SCHOOL, encoding="utf-8")
    run("build", "in", "-o", "out")
    before = run("changes", "out").output
    run("build", "in", "-o", "out")
    assert ("王一平" in before, run("changes", "out").output) == (True, before)


def test_a_cache_is_shown_verified_and_cleared() -> None:
    run("build", "in", "-o", "out")
    assert "1 files are remembered: 1 shards" in run("cache", "out").output
    shard = next(Path("out/.kgraph/readings").iterdir())
    shard.write_bytes(shard.read_bytes()[:-9])
    broken = run("cache", "out", "--verify")
    assert (broken.exit_code, f"broken: {shard.name}" in broken.output) == (1, True)
    run("cache", "out", "--clear")
    assert list(shard.parent.iterdir()) == []


def test_a_graph_from_disk_grows_with_the_settings_it_was_built_with() -> None:
    Path("own.tsv").write_text("name\ttype\taliases\n扩大生产\tProject\t\n", encoding="utf-8")
    run("build", "in", "-o", "out", "--lexicon", "own.tsv")
    Path("b.txt").write_text(SCHOOL, encoding="utf-8")
    grown = KnowledgeGraph.load("out").add("b.txt")
    assert {"扩大生产", "海岸大学"} <= {each.name for each in grown.tables.entities}
