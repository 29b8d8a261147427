"""Records of JSON and CSV as documents: the fields that hold their text, title and date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from kgraph.corpus.formats.markdown import plain
from kgraph.corpus.layout.lines import Draft
from kgraph.corpus.press_patterns import PressPatterns
from kgraph.text.aligned_text import AlignedText

__all__ = ["Members", "field_names", "plain_name", "record_draft"]

Members = Mapping[str, AlignedText | str]

_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?\Z")  # seconds or milliseconds since 1970
_CHINA = timedelta(hours=8)
_MARKS = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """The name of a field without what writers vary: case, marks, a word before that says whose field it is.

    >>> [plain_name(each) for each in ("\ufeffpub_time", "pubTime", "正文 ")]
    ['pubtime', 'pubtime', '正文']
    """
    return _MARKS.sub("", name).lower()


def record_draft(members: Members, patterns: PressPatterns) -> Draft | str:
    """The document of a record; what is wrong with it where it has none."""
    wanted = field_names("text", patterns)
    given = [members[key] for key in wanted if key in members]
    body = next((value for value in given if isinstance(value, AlignedText) and value.text.strip()), None)
    if body is None:
        known = ", ".join(patterns.fields["text"])
        return "has no text" if given else f"has no field that holds its text: {known}"
    title, published = (_fact(members, field_names(fact, patterns)) for fact in ("title", "published"))
    return Draft(tuple(plain(body, patterns)), title=title, published=_dated(published))


def field_names(fact: str, patterns: PressPatterns) -> list[str]:
    """What the field of a fact may be called: the names themselves, then with a word for the document before them."""
    names = [plain_name(each) for each in patterns.fields[fact]]
    return names + [before + name for before in patterns.fields["of"] for name in names]


def _fact(members: Members, keys: Sequence[str]) -> str:
    for key in keys:
        if value := members.get(key):
            return (value if isinstance(value, str) else value.text).strip()
    return ""


def _dated(published: str) -> str:
    """A date as written; a count of seconds as the day that it was in China.

    >>> _dated("1709611200"), _dated("2024/3/5")
    ('2024-03-05', '2024/3/5')
    """
    found = _EPOCH.match(published)
    if not found:
        return published
    return (datetime.fromtimestamp(int(found[1]), UTC) + _CHINA).date().isoformat()
