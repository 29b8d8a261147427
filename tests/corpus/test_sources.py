"""Finding files: folders, globs, links, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgraph import corpus

ALL = ["news/a.md", "news/b.txt", "news/新闻 稿/c d.html"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.md", "新闻 稿/c d.html", ".hidden.txt", "README.md", "a.ann.txt", "x.mp3", ".git/e.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*inputs: str) -> list[str]:
    return [source.name for source in corpus.find(inputs)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["news"], ALL),
        (["./news/"], ALL),
        (["news/b.txt", "news"], ALL),
        (["news/*.txt"], ["news/b.txt"]),
        (["news/**/*.html"], ["news/新闻 稿/c d.html"]),
        (["news/新闻 稿/c d.html"], ["news/新闻 稿/c d.html"]),
        (["news/README.md"], ["news/README.md"]),
        (["news/gone.txt"], ["news/gone.txt"]),
        (["news/gone*.txt"], ["news/gone*.txt"]),
        (["gone"], ["gone"]),
        (["news/x.mp3", "news"], [*ALL[:2], "news/x.mp3", ALL[2]]),
    ],
)
def test_inputs_are_laid_open(here: Path, given: list[str], wanted: list[str]) -> None:
    assert names(*given) == wanted


def test_an_absolute_path_below_here_is_told_as_relative(here: Path) -> None:
    assert names(str(here / "news")) == ALL


def test_a_loop_of_links_ends(here: Path) -> None:
    (here / "news" / "again").symlink_to(here / "news", target_is_directory=True)
    assert names("news") == ALL


def test_a_link_to_a_document_that_is_there_gives_it_once(here: Path) -> None:
    (here / "news" / "z.txt").symlink_to(here / "news" / "b.txt")
    assert names("news") == ALL
