"""How Chinese characters are read, from the table that pypinyin carries; its table of phrases is not loaded."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location

from kgraph.packages import folder_of

__all__ = ["syllables"]

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))


@cache
def syllables(char: str) -> tuple[str, ...]:
    """Every reading of a character without its tone, the usual one first.

    >>> syllables("重"), syllables("绿"), syllables("a")
    (('zhong', 'chong', 'tong'), ('lv', 'lu'), ())
    """
    said = _readings().get(ord(char), "")
    every = [_plain(each) for each in said.split(",")] if said else []
    return tuple(dict.fromkeys([*every[:1], *sorted(every)]))


def _plain(syllable: str) -> str:
    bare = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


@cache
def _readings() -> Mapping[int, str]:
    spec = spec_from_file_location("_pinyin_dict", folder_of("pypinyin") / "pinyin_dict.py")
    if not spec or not spec.loader:
        return {}
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: Mapping[int, str] = module.pinyin_dict
    return table
