"""spacy-pkuseg in the place of the network's words, with a small model that the tests train."""

import pytest
import spacy_pkuseg

from kgraph.entities.taggers import tagger
from kgraph.errors import ModelError
from kgraph.knowledge_io import load

LINES = ["安踏 获得 国家级 绿色 工厂 称号", "林永红 在 晋江 开会", "恒安 获得 称号", "绿色 工厂 在 晋江"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pkuseg")
    text = folder / "train.txt"
    text.write_text("\n".join(LINES * 20) + "\n", encoding="utf-8")
    spacy_pkuseg.train(str(text), str(text), str(folder / "model"), train_iter=5)
    return folder / "model"


def words(reader, text):
    return [(text[start:end], part) for start, end, part in reader.tag([text])[0].words]


def test_its_words_take_the_place_of_the_networks(model):
    reader = tagger.load(load(), segmenter=str(model))
    assert [word for word, _ in words(reader, "恒安获得称号")] == ["恒安", "获得", "称号"]


def test_its_words_keep_their_place_behind_white_space(model):
    reader = tagger.load(load(), segmenter=str(model))
    tagged = reader.tag(["恒安\n 获得 称号"])[0]
    assert [(start, end) for start, end, _ in tagged.words] == [(0, 2), (4, 6), (7, 9)]


def test_its_words_have_the_networks_parts_of_speech(model):
    assert ("称号", "n") in words(tagger.load(load(), segmenter=str(model)), "恒安获得称号")


def test_a_missing_model_says_where_to_get_it():
    with pytest.raises(ModelError, match="spacy-pkuseg/releases"):
        tagger.load(load(), segmenter="nowhere")


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no model of spacy-pkuseg"):
        tagger.load(load(), segmenter=str(tmp_path))
