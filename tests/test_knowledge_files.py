"""A user's folder of knowledge: a file that no stage reads is named, and no line of what ships is too long to read."""

from pathlib import Path

import pytest

from kgraph import knowledge_io
from kgraph.errors import KnowledgeError

OURS = ("boundaries", "gazetteers")


def laid(folder: Path, name: str, text: str = "word\n") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gazetteers/body.tsv", "Did you mean 'gazetteers/bodies.tsv'"),
        ("bodies.tsv", "no stage reads a knowledge file of this name"),
        ("gazetteers/bodies.csv", "Did you mean 'gazetteers/bodies.tsv'"),
        ("boundaries/endings.yml", "Did you mean 'boundaries/endings.yaml'"),
    ],
)
def test_a_file_that_no_stage_reads_is_refused_by_name(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=said):
        knowledge_io.load(laid(tmp_path, name))


@pytest.mark.parametrize("name", ["README.md", ".DS_Store", ".git/HEAD", "gazetteers/trades.tsv", "patterns/owns.yaml"])
def test_notes_hidden_files_and_known_names_are_let_be(name: str, tmp_path: Path) -> None:
    text = "word\n星禾业\n" if name.endswith(".tsv") else ""
    assert knowledge_io.load(laid(tmp_path, name, text)).folders[-1] == tmp_path


def test_a_long_text_may_be_written_as_a_list_of_its_parts(tmp_path: Path) -> None:
    laid(tmp_path, "boundaries/document.yaml", "gloss:\n  pattern: ['(?P<name>甲', '乙)']\n")
    assert knowledge_io.load(tmp_path).structure("boundaries/document")["gloss"].text("pattern") == "(?P<name>甲乙)"


@pytest.mark.parametrize("folder", OURS)
def test_every_file_is_explained_in_the_readme_of_its_folder(folder: str) -> None:
    files = {path.name for path in (knowledge_io.SHIPPED / folder).iterdir() if path.suffix != ".md"}
    told = (knowledge_io.SHIPPED / folder / "README.md").read_text(encoding="utf-8")
    assert {name for name in files if f"`{name}`" not in told} == set()


@pytest.mark.parametrize("folder", OURS)
def test_no_line_is_longer_than_200_characters(folder: str) -> None:
    long = [
        f"{path.name}:{number}"
        for path in sorted((knowledge_io.SHIPPED / folder).iterdir())
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1)
        if len(line) > 200
    ]
    assert long == []
