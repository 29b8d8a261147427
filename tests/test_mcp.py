"""An assistant asks over standard input and output, through the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters, stdio_client

from kgraph.graph.knowledge_graph import KnowledgeGraph
from tests.exports.sample import SMALL

ASKED = {
    "search": {"text": "纺"},
    "dossier": {"name": "石湖"},
    "path": {"start": "林一鸣", "end": "石湖"},
    "evidence": {"subject": "石湖", "predicate": "获得荣誉"},
    "sql": {"query": "select name from entities where type = 'Award'"},
    "wrong": {"query": "select * from read_text('/etc/hostname')"},
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("graph")
    KnowledgeGraph(SMALL).save(folder)
    with ThreadPoolExecutor(1) as thread:  # a loop may run in this one: that of the tests of the page
        return thread.submit(asyncio.run, asked(folder)).result()


async def asked(folder: Path) -> dict[str, Any]:
    server = StdioServerParameters(command=sys.executable, args=["-m", "kgraph", "mcp", str(folder)])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        found = {"tools": sorted(tool.name for tool in (await session.list_tools()).tools)}
        for name, arguments in ASKED.items():
            result = await session.call_tool("sql" if name == "wrong" else name, arguments)
            found[name] = json.loads(result.content[0].text)
        return found


def test_the_tools_are_named(answers: dict[str, Any]) -> None:
    assert answers["tools"] == ["dossier", "evidence", "path", "search", "sql"]


@pytest.mark.parametrize(
    ("tool", "column", "first"),
    [
        ("search", "name", "海塘纺织"),
        ("dossier", "object", "省级绿色工厂"),
        ("path", "predicate", "holds_role"),
        ("evidence", "text", SMALL.evidence[0].text),
        ("sql", "name", "省级绿色工厂"),
    ],
)
def test_an_answer_brings_its_rows(answers: dict[str, Any], tool: str, column: str, first: str) -> None:
    assert answers[tool]["rows"][0][column] == first


def test_sql_reads_no_file(answers: dict[str, Any]) -> None:
    assert "Permission Error" in answers["wrong"]["error"]
