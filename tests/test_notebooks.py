"""The notebooks run from a fresh kernel and end in a picture or a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.fonts import need_chinese_font

FOLDER = Path(__file__).parent.parent / "notebooks"
NAMES = [
    "1_from_articles_to_graph",
    "2_asking_the_graph",
    "3_teaching_it_your_words",
    "4_out_to_gephi",
]
PICTURE, TABLE = "image/png", "text/html"


def read(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def shown(notebook: Any) -> set[str]:
    """The kinds of what the last code cell puts out."""
    last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    return {kind for output in last.outputs for kind in output.get("data", {})}


def test_every_notebook_is_tested() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_from_a_fresh_kernel(name: str) -> None:
    need_chinese_font()
    notebook = read(name)
    place = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=place).execute()
    assert shown(notebook) & {PICTURE, TABLE}


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_holds_what_it_came_to(name: str) -> None:
    assert shown(read(name)) & {PICTURE, TABLE}


@pytest.mark.parametrize("name", NAMES)
def test_no_table_of_a_notebook_is_empty(name: str) -> None:
    outputs = [output for cell in read(name).cells for output in cell.get("outputs", ())]
    texts = [output.get("data", {}).get("text/plain", "") for output in outputs]
    assert [text for text in texts if text.startswith("Empty DataFrame")] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_names_no_place_of_the_machine_it_ran_on(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert [word for word in ("/tmp/", "/home/", "/root/", "/work/") if word in text] == []
