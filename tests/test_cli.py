"""The command as scripts and people use it: exit codes, one-line errors, help for everything."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main

STORY = "泉州市远航鞋业有限公司董事长林一鸣表示，公司将扩大生产。远航鞋业被泉州市工信局授予“泉州市绿色工厂”称号。\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "一 篇.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_and_option_has_help(command: str) -> None:
    found = main.commands[command]
    unexplained = [each.name for each in found.params if isinstance(each, click.Option) and not each.help]
    assert (bool(found.help), unexplained) == (True, [])


def test_a_build_writes_all_it_promises(story: Path, tmp_path: Path) -> None:
    result = run("build", story, "-o", tmp_path / "out")
    written = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    tables = {f"tables/{name}.parquet" for name in ("articles", "mentions", "entities", "relations", "evidence")}
    assert (result.exit_code, {"graph.html", "graph.graphml", "graph.gexf"} | tables <= written) == (0, True)


def test_show_tells_an_entity_with_its_sentence(story: Path, tmp_path: Path) -> None:
    run("build", story, "-o", tmp_path / "out")
    result = run("show", tmp_path / "out", "远航鞋业")
    assert (result.exit_code, "—received_award→ 泉州市绿色工厂" in result.output) == (0, True)


def test_a_type_of_the_users_own_is_built_and_shown(tmp_path: Path) -> None:
    own = knowledge(tmp_path, "ontology/types.yaml", 'Ship: {label: 船舶, short: SHP, colour: "#445566", shape: dot}')
    (tmp_path / "names.tsv").write_text("name\ttype\taliases\n远望五号\tShip\t\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("远望五号昨日抵达厦门。", encoding="utf-8")
    out = tmp_path / "out"
    built = run("build", tmp_path / "a.txt", "-o", out, "--knowledge", own, "--lexicon", tmp_path / "names.tsv")
    assert (built.exit_code, "远望五号  Ship" in run("show", out, "远望五号").output) == (0, True)


def test_read_tells_names_facts_and_what_was_not_taken() -> None:
    result = run("read", "泉州市远航鞋业有限公司去年获评福建省绿色工厂。", "--published", "2024-05-31")
    assert result.exit_code == 0
    assert "Company      泉州市远航鞋业有限公司  [" in result.output
    assert "泉州市远航鞋业有限公司 —received_award→ 福建省绿色工厂 date=2023 " in result.output
    assert (
        "远航鞋业集团 —received_award→ 省级绿色工厂: planned"
        in run("read", "远航鞋业集团有望获评省级绿色工厂。").output
    )


def test_a_day_that_is_none_is_refused() -> None:
    result = run("read", "安踏获奖。", "--published", "2024-13-01")
    assert (result.exit_code, "'2024-13-01' is no day" in result.output) == (2, True)


def test_a_name_that_is_not_there_gives_the_nearest(story: Path, tmp_path: Path) -> None:
    run("build", story, "-o", tmp_path / "out")
    result = run("show", tmp_path / "out", "远航鞋厂")
    assert (result.exit_code, "Did you mean '远航鞋业'?" in result.output) == (1, True)


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Ki",
    "big.txt": "绿色工厂。".encode() * 100_000,
    "cut.docx": b"PK\x03\x04 and no more",
    "bad.jsonl": b'{"text": "\xe6\x9c\xaa\n',
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_named_and_the_rest_goes_on(story: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    result = run("build", story, tmp_path / name, "-o", tmp_path / "out", "--limit", 1)
    named = [line for line in result.output.splitlines() if f"{name}: " in line]
    assert (result.exit_code, len(named), (tmp_path / "out" / "graph.html").is_file()) == (3, 1, True)


def test_a_file_that_is_not_there_is_named(story: Path, tmp_path: Path) -> None:
    result = run("build", story, tmp_path / "gone.txt", "-o", tmp_path / "out")
    assert (result.exit_code, "gone.txt" in result.output, "林一鸣" in shown(tmp_path)) == (3, True, True)


def shown(folder: Path) -> str:
    return run("show", folder / "out", "林一鸣").output


def test_nothing_is_written_when_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("build", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert (result.exit_code, (tmp_path / "out").exists()) == (3, False)


def test_a_long_line_without_a_full_stop_is_read(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("远航鞋业与海岸大学合作开展研发和生产" * 6_000, encoding="utf-8")
    assert run("build", tmp_path / "long.txt", "-o", tmp_path / "out").exit_code == 0


def test_a_loop_of_folders_ends(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    story.rename(folder / "a.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    result = run("build", folder, "-o", tmp_path / "out")
    assert (result.exit_code, result.output.count("1 articles") or result.output.count("1 篇文章")) == (0, 1)


def outputs(folder: Path) -> dict[str, bytes]:
    """All that a build wrote, but what it remembers for itself."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".kgraph" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _kgraph(*args: object, **settings: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "kgraph", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, **settings)  # type: ignore[call-overload, no-any-return]


def test_a_full_disk_is_said_in_one_line_and_the_old_graph_stays(story: Path, tmp_path: Path) -> None:
    run("build", story, "-o", tmp_path / "out")
    before = outputs(tmp_path / "out")

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    other = tmp_path / "b.txt"
    other.write_text("泉州市远山食品有限公司落户晋江市。", encoding="utf-8")
    result = _kgraph("build", other, "-o", tmp_path / "out", preexec_fn=no_room)
    after = outputs(tmp_path / "out")
    lines = result.stderr.decode().strip().splitlines()
    assert (result.returncode, before == after, len(lines), lines[-1].startswith("Error: ")) == (1, True, 1, True)


def test_standard_input_is_read(tmp_path: Path) -> None:
    result = _kgraph("build", "-", "-o", tmp_path / "out", input=STORY.encode("gb18030"))
    assert (result.returncode, "林一鸣" in shown(tmp_path)) == (0, True)


FIRST = [
    "泉州市远航鞋业有限公司落户晋江市。",
    "海岸大学校长王一平出席首届鞋业博览会。",
    "晋江市工信局印发《晋江市绿色工厂管理办法》。",
]


def _bytes(folder: Path, order: list[int], workers: int, seed: str) -> dict[str, bytes]:
    """What a build of three files writes, given in some order, by so many workers, under a hash seed."""
    out = folder / f"out-{workers}-{seed}"
    names = []
    for number in order:
        path = folder / f"{number}.txt"
        path.write_text(FIRST[number], encoding="utf-8")
        names.append(path.name)
    env = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-m", "kgraph", "build", *names, "-o", str(out), "--workers", str(workers)],
        cwd=folder,
        env=env,
        check=True,
        capture_output=True,
    )
    return outputs(out)


def test_the_same_bytes_whatever_workers_order_and_hash_seed(tmp_path: Path) -> None:
    one = _bytes(tmp_path, [0, 1, 2], 1, "1")
    two = _bytes(tmp_path, [2, 0, 1], 2, "2")
    assert {name: one[name] == two.get(name) for name in one} == dict.fromkeys(one, True)


def test_import_is_cheap() -> None:
    code = "import json, sys, kgraph; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
    assert loaded & {"spacy", "yaml", "pandas", "numpy", "networkx", "onnxruntime"} == set()


def test_public_names() -> None:
    code = (
        "import kgraph, json; kgraph.KnowledgeGraph; print(json.dumps([sorted(kgraph.__all__), sorted(dir(kgraph))]))"
    )
    exported, shown_names = json.loads(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    )
    assert sorted([*exported, "__version__"]) == shown_names


def knowledge(folder: Path, name: str, text: str) -> Path:
    path = folder / "own" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder / "own"


AWARD = """\
crowned:
  text: '{subject:Company}加冕{object:Award}'
  measured: {correct: 0, of: 0}
  finds:
  - {text: '⟦Company|安踏⟧WORD⟦Award|绿色工厂⟧。', facts: [安踏 received_award 绿色工厂]}
  ignores: ['⟦Company|安踏⟧未加冕⟦Award|绿色工厂⟧。']
"""


def test_sound_knowledge_passes_the_check(tmp_path: Path) -> None:
    folder = knowledge(tmp_path, "patterns/received_award.yaml", AWARD.replace("WORD", "加冕"))
    assert run("check", folder).exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("patterns/received_award.yaml", AWARD.replace("WORD", "摘得"), "line 5: 'crowned' finds nothing"),
        ("patterns/received_award.yaml", AWARD.replace(":Award}", ":Awrad}"), "Did you mean 'Award'?"),
        (
            "ontology/relations.yaml",
            "issues: {label: 发布, subject: [Companny], object: [Document]}",
            "line 1: unknown type 'Companny'. Did you mean 'Company'?",
        ),
        ("ontology/types.yaml", "Person: {lable: 人物}", "unknown key 'lable'. Did you mean 'label'?"),
    ],
)
def test_a_fault_in_knowledge_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    result = run("check", knowledge(tmp_path, name, text))
    assert (result.exit_code, said in result.output) == (1, True), result.output


@pytest.mark.parametrize("again", [False, True])
def test_a_build_imports_nothing_that_it_does_not_need(story: Path, tmp_path: Path, again: bool) -> None:
    command = ["build", str(story), "-o", str(tmp_path / "out")]
    if again:
        run(*command)
    code = f"""
import json, sys
from kgraph.cli import main
main({command!r}, standalone_mode=False)
print(json.dumps(sorted(sys.modules)))
"""
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    heavy = {"pandas", "networkx", "matplotlib.pyplot", "pyvis", "pypinyin", "spacy", "torch", "pyarrow.dataset"}
    assert set(json.loads(shown.splitlines()[-1])) & heavy == set()
