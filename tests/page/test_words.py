"""The words of the page: all there, in both languages, none in the scripts."""

from __future__ import annotations

import re

import pytest

from kgraph import page
from kgraph.knowledge_io import load

WORDS = load().structure("interface/page")
SCRIPTS = {name: page._asset(f"{name}.js") for name in page.SCRIPTS}
TEMPLATE = page._asset("template.html")
USED = sorted(
    {key for text in SCRIPTS.values() for key in re.findall(r'say\("([\w-]+)"', text)}
    | set(re.findall(r'data-(?:say|label|placeholder)="([\w-]+)"', TEMPLATE))
)


@pytest.mark.parametrize("key", USED)
def test_every_word_that_is_used_is_known(key):
    assert key in WORDS


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_leave_the_same_places(key):
    places = [sorted(set(re.findall(r"\{\d\}", WORDS[key].text(language)))) for language in ("zh", "en")]
    assert places[0] == places[1]


@pytest.mark.parametrize("name", page.SCRIPTS)
def test_no_chinese_in_the_code_of_a_script(name):
    code = re.sub(r"//.*", "", SCRIPTS[name])
    assert not re.findall(r"[\u4e00-\u9fff]+", code)


@pytest.mark.parametrize("name", page.SCRIPTS)
def test_scripts_never_read_text_as_markup(name):
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", SCRIPTS[name]
    )
