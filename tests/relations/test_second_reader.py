"""The second reader against a real HTTP server, its failures included."""

import json
import threading
from array import array
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kgraph.errors import ModelError
from kgraph.knowledge_io import load
from kgraph.records import Article, Fact, Mention, Reading
from kgraph.relations.language_model import RULE, SecondReader, Server

TEXT = "远航鞋业与海岸大学共建实验室。"
FIRM = Mention(article="a", start=0, end=4, type="Company", text="远航鞋业", rule="t")
SCHOOL = Mention(article="a", start=5, end=9, type="Organization", text="海岸大学", rule="t")
TRUE = {"subject": "远航鞋业", "predicate": "cooperates_with", "object": "海岸大学", "evidence": TEXT}

Reply = tuple[int, dict[str, str], str]


def chat(content: str, tokens: int = 100) -> Reply:
    body = {"choices": [{"message": {"content": content}}], "usage": {"total_tokens": tokens}}
    return 200, {}, json.dumps(body)


def facts(*items: Any) -> Reply:
    return chat(json.dumps({"facts": items}))


class Scripted(ThreadingHTTPServer):
    """Gives the scripted replies in turn, the last one for ever, and keeps what it was sent."""

    daemon_threads = True

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = replies
        self.bodies: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_POST(self) -> None:
        self.server.bodies.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        status, headers, body = self.server.replies[min(len(self.server.bodies), len(self.server.replies)) - 1]
        if status == 0:  # no answer within the time limit
            threading.Event().wait(1.0)
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Scripted]]:
    started: list[Scripted] = []

    def start(*replies: Reply) -> Scripted:
        server = Scripted(list(replies))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def reading() -> Reading:
    origin = array("q", range(len(TEXT)))
    article = Article(id="a", source="a.txt", text=TEXT, origin=origin, sentences=((0, len(TEXT)),))
    return Reading(article=article, mentions=(FIRM, SCHOOL), facts=())


def reader(server: Scripted, folder: Path, **settings: Any) -> SecondReader:
    own = {"base_url": server.url, "model": "m", "cache": folder, "timeout": 0.3} | settings
    return SecondReader(Server(**own), load(), sleep=PAUSES.append)


PAUSES: list[float] = []


def test_a_statement_that_the_text_bears_out_becomes_a_fact(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    found = reader(serve(facts(TRUE)), tmp_path).read(reading())
    assert found.facts == (
        Fact(
            subject=FIRM,
            predicate="cooperates_with",
            object=SCHOOL,
            start=0,
            end=len(TEXT),
            text=TEXT,
            rule=RULE,
            confidence=0.7,
        ),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"evidence": "远航鞋业收购海岸大学"}, "quotation"),
        ({"evidence": ""}, "quotation"),
        ({"object": "云顶大学"}, "name"),
        ({"object": "远航鞋业"}, "one name"),
        ({"evidence": "远航鞋业"}, "name"),
        ({"predicate": "married_to"}, "no such relation"),
        ({"predicate": "received_award"}, "from Company to Organization"),
    ],
)
def test_what_the_text_does_not_bear_out_is_refused(
    serve: Callable[..., Scripted], tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    found = reader(serve(facts(TRUE | change)), tmp_path).read(reading())
    assert (found.facts, reason in found.refusals[0].reason) == ((), True)


@pytest.mark.parametrize("item", ["text", 3, None, [], {}])
def test_a_statement_of_another_shape_is_refused(serve: Callable[..., Scripted], tmp_path: Path, item: Any) -> None:
    found = reader(serve(facts(item)), tmp_path).read(reading())
    assert (len(found.facts), len(found.refusals)) == (0, 1)


@pytest.mark.parametrize(
    "failure",
    [(429, {"retry-after": "7"}, ""), (500, {}, "oops"), (0, {}, "")],
    ids=["rate limit", "server error", "timeout"],
)
def test_a_passing_failure_is_tried_again(serve: Callable[..., Scripted], tmp_path: Path, failure: Reply) -> None:
    PAUSES.clear()
    found = reader(serve(failure, facts(TRUE)), tmp_path).read(reading())
    assert (len(found.facts), PAUSES) == (1, [7.0 if failure[1] else 1.0])


@pytest.mark.parametrize("reply", [chat("not JSON"), chat('{"facts": 3}'), (200, {}, "<html>"), (503, {}, "")])
def test_an_answer_that_cannot_be_read_leaves_the_passage_unread(
    serve: Callable[..., Scripted], tmp_path: Path, reply: Reply
) -> None:
    second = reader(serve(reply), tmp_path)
    assert (second.read(reading()).facts, second.unread) == ((), 1)


def test_a_refused_key_is_said_in_one_line(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="answered 401; check"):
        reader(serve((401, {}, "")), tmp_path).read(reading())


def test_the_second_build_asks_nothing(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    server = serve(facts(TRUE))
    first = reader(server, tmp_path).read(reading())
    assert (reader(server, tmp_path).read(reading()).facts, len(server.bodies)) == (first.facts, 1)


def test_the_budget_is_kept(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    server = serve(facts(TRUE))
    second = reader(server, tmp_path, budget=10)
    second.read(reading())
    assert (len(server.bodies), second.unread) == (0, 1)


def test_the_cost_is_said_without_asking(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    server = serve(facts(TRUE))
    second = reader(server, tmp_path)
    before = second.cost([reading()])
    second.read(reading())
    after = second.cost([reading()])
    assert (before.requests, before.tokens > len(TEXT), after.requests, len(server.bodies)) == (1, True, 0, 1)


def test_the_answer_is_bound_to_the_schema(serve: Callable[..., Scripted], tmp_path: Path) -> None:
    server = serve(facts(TRUE))
    reader(server, tmp_path).read(reading())
    form = server.bodies[0]["response_format"]["json_schema"]
    allowed = form["schema"]["properties"]["facts"]["items"]["properties"]["predicate"]["enum"]
    assert (form["strict"], set(allowed)) == (True, set(load().relations))
