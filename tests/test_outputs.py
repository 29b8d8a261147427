"""The folder of a graph changes all at once or not at all, whatever moment the writer dies at."""

import subprocess
import sys
from pathlib import Path

import pytest

from kgraph.errors import OutputError
from kgraph.outputs import OutputFolder, build_of, mark, settle

OLD, NEW = "0" * 32, "1" * 32
NAMES = ("graph.html", "graph.gexf", "doubts.tsv")
# Writes a new graph over the old one and kills itself before the n-th change of a file's name, or at the end.
DYING = """
import os, signal, sys
from pathlib import Path
from tests.test_outputs import NEW, write

left = int(sys.argv[2])
def dying(whole):
    def change(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(*args, **options)
    return change

Path.replace, Path.unlink, os.fsync = dying(Path.replace), dying(Path.unlink), dying(os.fsync)
write(Path(sys.argv[1]), NEW, ["graph.html", "graph.gexf", "failures.log"])
os.kill(os.getpid(), signal.SIGKILL)
"""


def write(folder: Path, build: str, names: list[str]) -> None:
    with OutputFolder(folder) as output, output.replacing() as staging:
        for name in names:
            (staging / name).write_text("x" * 1000, encoding="utf-8")
            mark(staging / name, build)


def die_at(moment: int, folder: Path) -> None:
    command = [sys.executable, "-c", DYING, str(folder), str(moment)]
    subprocess.run(command, check=False, cwd=Path(__file__).parents[1])


def builds(folder: Path) -> dict[str, str]:
    return {path.name: build_of(path) for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("moment", range(14))
def test_the_old_graph_or_the_new_one_is_there_after_a_kill(tmp_path: Path, moment: int) -> None:
    write(tmp_path, OLD, list(NAMES))
    die_at(moment, tmp_path)
    settle(tmp_path)
    old, new = dict.fromkeys(NAMES, OLD), dict.fromkeys(("graph.html", "graph.gexf", "failures.log"), NEW)
    assert builds(tmp_path) in (old, new)


def test_both_outcomes_occur_among_the_moments(tmp_path: Path) -> None:
    seen = set()
    for moment in (0, 99):
        write(tmp_path / str(moment), OLD, list(NAMES))
        die_at(moment, tmp_path / str(moment))
        seen.add(build_of(tmp_path / str(moment) / "graph.html"))
    assert seen == {OLD, NEW}


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, OLD, list(NAMES))
    staging = tmp_path / ".kgraph" / "staging"
    staging.mkdir()
    (staging / "graph.html").write_text("half", encoding="utf-8")
    write(tmp_path, NEW, list(NAMES))
    assert (staging.exists(), builds(tmp_path)) == (False, dict.fromkeys(NAMES, NEW))


@pytest.mark.parametrize("content", [b"", b"<html>mine</html>", b"kgraph.build\n"])
def test_a_file_of_someone_else_is_never_written_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "graph.html").write_bytes(content)
    with pytest.raises(OutputError, match="move it away"):
        write(tmp_path, NEW, list(NAMES))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {"graph.html": content}


def test_an_error_while_writing_leaves_the_old_graph(tmp_path: Path) -> None:
    write(tmp_path, OLD, list(NAMES))

    def full() -> None:
        with OutputFolder(tmp_path) as output, output.replacing() as staging:
            (staging / "graph.html").write_text("half", encoding="utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        full()
    assert builds(tmp_path) == dict.fromkeys(NAMES, OLD)


def test_two_builds_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with OutputFolder(tmp_path), pytest.raises(OutputError, match="another kgraph"), OutputFolder(tmp_path):
        pass


def test_a_journal_reaches_no_file_outside_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "out", OLD, list(NAMES))
    outside = tmp_path / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    journal = tmp_path / "out" / ".kgraph" / "commit.json"
    journal.write_text('{"files": [], "gone": ["../mine.txt"]}', encoding="utf-8")
    settle(tmp_path / "out")
    assert outside.is_file()


def test_a_folder_that_came_to_nothing_is_not_left_behind(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out"):
        pass
    assert not (tmp_path / "out").exists()
