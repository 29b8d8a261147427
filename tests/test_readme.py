"""What the README says is so: its code runs, its commands exist, its tables have the columns it names."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from kgraph import records
from kgraph.cli import main

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = re.findall(r"^(?:.*&& )?(?:\.venv/bin/)?kgraph ([a-z].*?)(?:\s+#.*)?$", "\n".join(
    re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)), re.MULTILINE)  # fmt: skip
ROWS = {
    "articles": records.ArticleRow,
    "mentions": records.Occurrence,
    "entities": records.Entity,
    "relations": records.Relation,
    "evidence": records.Evidence,
}


@pytest.mark.parametrize("code", PYTHON)
def test_the_code_runs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_and_their_options_exist(line: str) -> None:
    name, *words = shlex.split(line)
    known = {option for param in main.commands[name].params for option in param.opts}
    assert [word for word in words if word.startswith("-") and word != "-" and word not in known] == []


@pytest.mark.parametrize("table", sorted(ROWS))
def test_the_tables_have_these_columns(table: str) -> None:
    row = re.search(rf"^\| {table} \| (.*) \|$", TEXT, re.MULTILINE)
    named = [column.removesuffix(" (JSON)") for column in row[1].split(", ")] if row else []
    assert named == [field.name for field in fields(ROWS[table])]


def test_the_readme_shows_commands_and_code() -> None:
    assert (len(PYTHON) > 0, len(COMMANDS) > 5) == (True, True)
