"""The documentation runs: its Python blocks in their order, its commands exist, both READMEs show the same ones."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import kgraph
from kgraph.cli import main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
_BLOCK = re.compile(r"```{language}\n(.*?)```".replace("{language}", "python"), re.DOTALL)
_SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def built() -> kgraph.KnowledgeGraph:
    return kgraph.build(ROOT / "seeds/articles/southeast-coast")


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_runs(
    page: str, built: kgraph.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    names = {"kg": built}
    for code in _BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
        exec(compile(code, page, "exec"), names)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_exist(page: str) -> None:
    lines = "\n".join(_SHELL.findall((DOCS / page).read_text(encoding="utf-8")))
    for command in re.findall(r"^(?:.*&& )?(?:\.venv/bin/)?kgraph ([a-z].*?)(?:\s+#.*)?$", lines, re.MULTILINE):
        name, *words = shlex.split(command)
        known = {option for param in main.commands[name].params for option in param.opts}
        assert [word for word in words if word.startswith("-") and word not in {"-", *known}] == []


def commands(path: Path) -> list[str]:
    blocks = "\n".join(_SHELL.findall(path.read_text(encoding="utf-8")))
    return [line.partition("#")[0].strip() for line in blocks.splitlines() if line.strip()]


def test_the_chinese_readme_shows_the_commands_of_the_english_one() -> None:
    english = commands(ROOT / "README.md")
    chinese = commands(DOCS / "README.zh.md")
    assert [line for line in chinese if line not in english] == []
    assert len(chinese) > 6


def test_every_page_is_in_the_navigation() -> None:
    listed = {
        name
        for entry in yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
        for name in entry.values()
    }
    assert listed == set(PAGES)


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "site")]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # an advertisement, not a fault of the pages
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=quiet)
    assert (made.returncode, "WARNING" in made.stderr) == (0, False), made.stderr
    assert "知识图谱" in (tmp_path / "site/README.zh.html").read_text(encoding="utf-8")


GLOSSARY = re.findall(
    r"^\| ([a-z ]+) \| .* \| `([\w/]+\.py)` \|$", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("term", "module"), GLOSSARY, ids=[term for term, _ in GLOSSARY])
def test_a_term_of_the_glossary_has_its_module(term: str, module: str) -> None:
    assert (ROOT / "kgraph" / module).is_file()


def test_the_glossary_has_some_forty_terms() -> None:
    assert len(GLOSSARY) >= 40
    assert len({term for term, _ in GLOSSARY}) == len(GLOSSARY)
