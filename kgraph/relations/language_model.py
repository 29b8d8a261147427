"""A language model as a second reader: any server that speaks the OpenAI chat protocol, a local one included.

What it says counts only if its quotation stands in the passage it was given and both names stand in that quotation as
names the entity stage found; the rest is refused with its reason. Answers are kept by content, so a second build
asks nothing and gives the same bytes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.errors import ModelError
from kgraph.io import replacing
from kgraph.knowledge_io import Knowledge
from kgraph.knowledge_io.annotation import Mark, mark
from kgraph.records import Article, Fact, Mention, Reading, Refusal

if TYPE_CHECKING:
    import httpx

__all__ = ["Cost", "SecondReader", "Server"]

RULE = "language-model"
CONFIDENCE = 0.7  # not measured on gold: which model reads is the user's choice
PASSAGE = 1200  # characters a request: a page's worth keeps prompts short and a lost answer cheap
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the model answers and how much of it may be used; `budget` counts tokens, 0 means no limit."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    budget: int = 0
    cache: Path
    timeout: float = 60.0
    attempts: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What reading would take: requests still to be sent, and their tokens, estimated."""

    requests: int
    tokens: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """Neighbouring sentences that one request asks about."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


class SecondReader:
    """Reads what the patterns have read once more."""

    def __init__(self, server: Server, knowledge: Knowledge, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.server = server
        self.knowledge = knowledge
        self.spent = 0
        self.unread = 0
        self._sleep = sleep
        self._prompt = knowledge.structure("language_model")["prompt"]

    def read(self, reading: Reading) -> Reading:
        """The reading with the facts that the model adds; what fails is refused, never lost."""
        facts, refusals = list(reading.facts), list(reading.refusals)
        for passage in _passages(reading):
            for found in self._read(reading.article, passage):
                (facts if isinstance(found, Fact) else refusals).append(found)  # type: ignore[arg-type]
        return Reading(article=reading.article, mentions=reading.mentions, facts=tuple(facts), refusals=tuple(refusals))

    def cost(self, readings: Iterable[Reading]) -> Cost:
        """What reading these would take; nothing is sent."""
        bodies = (self._body(reading.article, each) for reading in readings for each in _passages(reading))
        waiting = [_tokens(body) for body in bodies if not self._kept(body).is_file()]
        return Cost(requests=len(waiting), tokens=sum(waiting))

    def _read(self, article: Article, passage: _Passage) -> Iterator[Fact | Refusal]:
        body = self._body(article, passage)
        answer = self._answer(body)
        if answer is None:
            self.unread += 1
            return
        for item in answer:
            yield _checked(item, article, passage, self.knowledge)

    def _body(self, article: Article, passage: _Passage) -> dict[str, Any]:
        lines = "\n".join(
            f"{each.id}({each.label}): {'/'.join(each.subject)} → {'/'.join(each.object)}"
            for each in self.knowledge.relations.values()
        )
        messages = [
            {"role": "system", "content": self._prompt.text("system").replace("{relations}", lines)},
            {"role": "user", "content": self._prompt.text("user").replace("{passage}", _marked(article, passage))},
        ]
        return {
            "model": self.server.model,
            "messages": messages,
            "temperature": 0,
            "seed": 0,
            "response_format": {"type": "json_schema", "json_schema": _schema(tuple(self.knowledge.relations))},
        }

    def _kept(self, body: Mapping[str, Any]) -> Path:
        name = blake2b(json.dumps(body, sort_keys=True).encode(), digest_size=16).hexdigest()
        return self.server.cache / f"{name}.json"

    def _answer(self, body: Mapping[str, Any]) -> list[Any] | None:
        """The statements of the model, from the cache or the server; None where it gave none that can be read."""
        kept = self._kept(body)
        if kept.is_file():
            return _statements(kept.read_text(encoding="utf-8"))
        if self.server.budget and self.spent + _tokens(body) > self.server.budget:
            return None
        content = self._ask(body)
        statements = _statements(content)
        if statements is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            with replacing(kept) as path:
                path.write_text(content, encoding="utf-8")
        return statements

    def _ask(self, body: Mapping[str, Any]) -> str:
        """The text of the answer, asked for again after each passing failure; empty where all failed."""
        httpx = _httpx()
        headers = {"Authorization": f"Bearer {self.server.key}"} if self.server.key else {}
        url = self.server.base_url.rstrip("/") + "/chat/completions"
        for attempt in range(self.server.attempts):
            try:
                response = httpx.post(url, json=body, headers=headers, timeout=self.server.timeout)
            except httpx.TransportError:
                self._sleep(2.0**attempt)
                continue
            if response.status_code not in _TRANSIENT:
                return self._content(response)
            self._sleep(_pause(response, attempt))
        return ""

    def _content(self, response: httpx.Response) -> str:
        if response.is_error:
            msg = f"{self.server.base_url}: answered {response.status_code}; check --base-url, --llm and the key"
            raise ModelError(msg)
        try:
            answer = response.json()
            self.spent += int(answer.get("usage", {}).get("total_tokens", 0))
            return str(answer["choices"][0]["message"]["content"] or "")
        except (ValueError, LookupError, TypeError, AttributeError):
            return ""  # not an answer of that protocol: the passage counts as unread


def _httpx() -> Any:
    try:
        import httpx  # noqa: PLC0415 — an extra: most users never ask a model
    except ImportError as error:
        msg = "a second reader needs httpx: pip install 'kgraph[llm]'"
        raise ModelError(msg) from error
    return httpx


def _pause(response: httpx.Response, attempt: int) -> float:
    """Seconds to wait: what the server asks for, at most a minute, else doubling."""
    asked = response.headers.get("retry-after", "")
    return min(float(asked), 60.0) if asked.isdigit() else 2.0**attempt


def _tokens(body: Mapping[str, Any]) -> int:
    """An upper estimate: one token a character of the prompt, and a quarter more for the answer."""
    return sum(len(message["content"]) for message in body["messages"]) * 5 // 4


def _passages(reading: Reading) -> Iterator[_Passage]:
    """The article's sentences in runs of bounded length; runs with fewer than two names are left out."""
    start = end = 0
    for begins, ends in reading.article.sentences:
        if end > start and ends - start > PASSAGE:
            yield from _passage(reading.mentions, start, end)
            start = begins
        end = ends
    yield from _passage(reading.mentions, start, end)


def _passage(mentions: Sequence[Mention], start: int, end: int) -> Iterator[_Passage]:
    inside = tuple(each for each in mentions if start <= each.start and each.end <= end)
    if len(inside) > 1:
        yield _Passage(start, end, inside)


def _marked(article: Article, passage: _Passage) -> str:
    marks = tuple(Mark(each.start - passage.start, each.end - passage.start, each.type) for each in passage.mentions)
    return mark(article.text[passage.start : passage.end], marks)


def _schema(predicates: Sequence[str]) -> dict[str, Any]:
    text = {"type": "string"}
    properties = {"subject": text, "predicate": {"enum": list(predicates)}, "object": text, "evidence": text}
    item = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    facts = {"type": "array", "items": item}
    schema = {"type": "object", "properties": {"facts": facts}, "required": ["facts"], "additionalProperties": False}
    return {"name": "facts", "strict": True, "schema": schema}


def _statements(content: str) -> list[Any] | None:
    try:
        facts = json.loads(content)["facts"]
    except (ValueError, LookupError, TypeError):
        return None
    return facts if isinstance(facts, list) else None


def _checked(item: Any, article: Article, passage: _Passage, knowledge: Knowledge) -> Fact | Refusal:
    """The fact, if the text bears it out; else why not."""
    names = ("subject", "predicate", "object", "evidence")
    said = {name: str(item.get(name, "")) if isinstance(item, dict) else "" for name in names}
    place = _place(said["evidence"], article, passage)
    start, end = place or (passage.start, passage.end)
    inside = [each for each in passage.mentions if start <= each.start and each.end <= end]
    ends = [next((each for each in inside if each.text == said[name]), None) for name in ("subject", "object")]
    reason = _objection(said, ends, knowledge) if place else "the quotation does not stand in the text"
    if reason or ends[0] is None or ends[1] is None:
        return _refusal(said, article, (start, end), reason)
    return Fact(
        subject=ends[0],
        predicate=said["predicate"],
        object=ends[1],
        start=start,
        end=end,
        text=article.text[start:end],
        rule=RULE,
        confidence=CONFIDENCE,
    )


def _place(evidence: str, article: Article, passage: _Passage) -> tuple[int, int] | None:
    start = article.text.find(evidence, passage.start, passage.end) if evidence else -1
    return (start, start + len(evidence)) if start >= 0 else None


def _objection(said: Mapping[str, str], ends: Sequence[Mention | None], knowledge: Knowledge) -> str:
    relation = knowledge.relations.get(said["predicate"])
    if relation is None:
        return "the schema has no such relation"
    if ends[0] is None or ends[1] is None:
        return "a name does not stand in the quotation as a name that was found"
    if ends[0] == ends[1]:
        return "both ends are one name"
    if not relation.accepts(ends[0].type, ends[1].type):
        return f"the schema has no {relation.id} from {ends[0].type} to {ends[1].type}"
    return ""


def _refusal(said: Mapping[str, str], article: Article, place: tuple[int, int], reason: str) -> Refusal:
    return Refusal(
        subject=said["subject"],
        predicate=said["predicate"],
        object=said["object"],
        article=article.id,
        source=article.source,
        start=place[0],
        end=place[1],
        text=article.text[place[0] : place[1]],
        rule=RULE,
        reason=reason,
    )
