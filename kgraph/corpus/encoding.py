"""Bytes to characters: the encoding is found, never guessed into mojibake."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache

from charset_normalizer import from_bytes

from kgraph.corpus.press_patterns import press_patterns
from kgraph.errors import InputError
from kgraph.knowledge_io import load
from kgraph.text.han import COMMON_HAN

__all__ = ["decode", "is_chinese", "look_alikes"]

_SAMPLE = 65_536
_SURE = 0.95  # share of usual characters above which a decoding is believed
_LIKELY = 0.8
_CONTROLS = 0.02  # share of control characters that text may hold
_HAN = re.compile(f"[{COMMON_HAN}]")
_SYLLABLES = re.compile(
    "[\u3040-\u30ff\uac00-\ud7af]"
)  # kana and hangul: bytes of Japanese and Korean also read as Han
_FEW, _RARE, _SPOKEN = 30, 0.05, 0.2
_NEIGHBOURS = ("cp932", "cp949", "euc_jp")
_WIDE = ("utf-16-le", "utf-16-be")  # without a mark
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLLING = "\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff"
_CONTROL = re.compile(f"[{_CONTROLLING}]")
_STRANGE = re.compile(f"[{_CONTROLLING}\ue000-\uf8ff]")  # private use: bullets of office fonts, or wrongly read bytes
_BROKEN, _FEW_BROKEN, _SHARE_BROKEN = "\ufffd", 2, 0.002
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))  # Kangxi radicals, compatibility ideographs
# What a Chinese text is made of: common Han, its punctuation, full-width forms, ASCII.
_USUAL = re.compile(
    r"[\t\n\f\r -~\u2010-\u2027\u2030-\u203f\u2460-\u24ff\u25a0-\u26ff\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"
)


def decode(data: bytes, name: str) -> str:
    """The text of a file. A byte order mark stays, as the first character.

    So places count characters as `data.decode("utf-8")` gives them.

    >>> decode("晋江".encode("gb18030"), "a.txt")
    '晋江'
    """
    return _decoded(data, name).translate(look_alikes())


def is_chinese(data: bytes) -> bool:
    """Whether the beginning of a file reads as Chinese text, one in an office's format apart."""
    try:
        return _HAN.search(decode(data, "")) is not None
    except InputError:
        return False


@cache
def look_alikes() -> dict[int, str]:
    """Characters that only look like those that are meant: radicals, which PDF writers take for them."""
    compatible = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}
    listed = {ord(row.key): row["character"] for row in load().table("layout/radicals")}
    return {code: each for code, each in (compatible | listed).items() if len(each) == 1 and each != chr(code)}


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _announced(data, encoding, name)
    text = _attempt(data, "utf-8")
    if text is not None and _is_text(text, _CONTROL):
        return text
    for encoding in _WIDE if len(data) % 2 == 0 else ():
        text = _attempt(data, encoding)
        if text is not None and _is_text(text, _STRANGE) and _usual(text) > _SURE and _is_chinese(text):
            return text
    if b"\0" in data[:_SAMPLE]:
        raise InputError(name, "is binary, not text")
    return _mended(data, "utf-8") or _national(data, name)


def _announced(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if text := _mended(data, encoding):
            return text
        reason = f"byte {error.start} is not {encoding.upper()}, which its first bytes announce"
        raise InputError(name, reason) from error


def _mended(data: bytes, encoding: str) -> str:
    """The text with a sign in place of each broken byte, where these are few: a last character cut, a slip in transit.

    >>> _mended("石桥市三家企业获奖。".encode()[:-1], "utf-8")
    '石桥市三家企业获奖\ufffd'
    """
    text = data.decode(encoding, "replace")
    broken = text.count(_BROKEN)
    if not 0 < broken <= max(_FEW_BROKEN, len(text) * _SHARE_BROKEN) or broken * _FEW_BROKEN > len(text):
        return ""
    rest = text.replace(_BROKEN, "")
    return text if _is_text(rest, _STRANGE) and _usual(rest) > _SURE and _is_chinese(rest) else ""


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_text(text: str, strange: re.Pattern[str]) -> bool:
    """Whether strange characters are too few for a binary."""
    sample = text[:_SAMPLE]
    return len(strange.findall(sample)) <= max(len(sample) * _CONTROLS, 1)


def _usual(text: str) -> float:
    """The share of characters that Chinese text is made of."""
    sample = text[:_SAMPLE]
    return len(_USUAL.findall(sample)) / max(len(sample), 1)


def _is_chinese(text: str) -> bool:
    """Whether the characters that make up a quarter of any Chinese text are among those of a sample."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    if han < _FEW:
        return True
    frequent = press_patterns(load()).frequent
    return sum(each in frequent for each in sample) >= han * _RARE


def _national(data: bytes, name: str) -> str:
    """GB18030 where it reads as Chinese; else a neighbour's encoding or what a detector takes it for."""
    text = _attempt(data, "gb18030")
    if text is None or not _is_text(text, _STRANGE) or _usual(text) <= _SURE:
        return _mended(data, "gb18030") or _detected(data, name)
    return text if _is_chinese(text) else _neighbours(data) or text


def _neighbours(data: bytes) -> str:
    """The text as Japanese or Korean, where their syllables say so: in GB18030 their bytes read as rare Han."""
    for encoding in _NEIGHBOURS:
        text = _attempt(data, encoding)
        if text is not None and len(_SYLLABLES.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) * _SPOKEN:
            return text
    return ""


def _detected(data: bytes, name: str) -> str:
    guess = from_bytes(data[:_SAMPLE], threshold=0.1).best()
    text = _attempt(data, guess.encoding) if guess else None
    if text is None or not _is_text(text, _STRANGE) or _usual(text) < _LIKELY:
        reason = "is not text in an encoding that can be told; convert it with iconv -f ENCODING -t UTF-8"
        raise InputError(name, reason)
    return text
