"""The gold of the sample corpus keeps its own rules: seeds/README.md states them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pypdf
import pytest

from kgraph.corpus.encoding import decode
from kgraph.evaluation import GoldDocument, read
from kgraph.evaluation.alignment import Squeezed
from kgraph.evaluation.gold.document import GoldRelation
from kgraph.knowledge_io import load

SEEDS = Path(__file__).parent.parent / "seeds"
KNOWLEDGE = load()
GOLD = {document.name: document for document in read(SEEDS / "gold", KNOWLEDGE)}
ARTICLES = {path.name.split(".")[0]: path for path in sorted((SEEDS / "articles").rglob("*.*"))}
STATUS = {"former", "acting", "elected", "appointed", "removed", "planned", "seconded"}
QUALIFIERS = {"org", "status", "event", "role"}
LONG = 3  # characters from which on a name is hardly ever a common word

each_document = pytest.mark.parametrize("document", GOLD.values(), ids=GOLD)


def bare(text: str) -> str:
    return Squeezed(text).text


def facts(document: GoldDocument) -> tuple[GoldRelation, ...]:
    return document.relations or ()


def types(document: GoldDocument) -> dict[str, set[str]]:
    marked = defaultdict(set)
    for mention in document.mentions:
        marked[document.surface(mention)].add(mention.type)
    return marked


def text_of(path: Path) -> str:
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return decode(path.read_bytes(), path.name)


def test_every_article_has_gold_and_all_gold_an_article():
    assert sorted(ARTICLES) == sorted(GOLD)


@pytest.mark.parametrize("name", GOLD)
def test_gold_lies_in_the_folder_of_its_article(name):
    assert Path(GOLD[name].path).parent.name == ARTICLES[name].parent.name


@pytest.mark.parametrize("name", [name for name, path in ARTICLES.items() if path.suffix not in {".docx", ".pdf"}])
def test_without_marks_the_gold_is_the_source(name):
    assert GOLD[name].text == text_of(ARTICLES[name])


@pytest.mark.parametrize("name", [name for name, path in ARTICLES.items() if path.suffix in {".docx", ".pdf"}])
def test_without_marks_the_gold_is_the_text_of_the_source(name):
    assert bare(GOLD[name].text) == bare(text_of(ARTICLES[name]))


@each_document
def test_marks_begin_and_end_at_the_name(document):
    surfaces = [document.text[mention.start : mention.end] for mention in document.mentions]
    assert [surface for surface in surfaces if surface != surface.strip() or not surface] == []


@each_document
def test_no_name_has_two_types(document):
    assert {name: kinds for name, kinds in types(document).items() if len(kinds) > 1} == {}


@each_document
def test_a_name_is_marked_wherever_it_stands(document):
    assert list(unmarked(document)) == []


def unmarked(document: GoldDocument) -> Iterator[str]:
    skipped = (found.span() for found in NOT_BODY.finditer(document.text))
    marked = ((mention.start, mention.end) for mention in document.mentions)
    covered = {place for span in (*skipped, *marked) for place in range(*span)}
    surfaces = {
        document.text[mention.start : mention.end] for mention in document.mentions if mention.type != "Role"
    } - COMMON_WORDS.get(document.name, set())
    for surface in sorted(surfaces):
        for found in re.finditer(re.escape(surface), document.text):
            if len(surface) >= LONG and covered.isdisjoint(range(*found.span())):
                yield document.text[max(0, found.start() - 10) : found.end() + 10]


# What stands before the body: front matter, and the title of the browser's window.
NOT_BODY = re.compile(r"\A---\n.*?\n---\n|<title>.*?</title>", re.DOTALL)
# Places where a marked name is said as the common word that it also is.
COMMON_WORDS = {"d18-tongcheng": {"好日子"}}


@each_document
def test_relations_are_quoted(document):
    text = bare(document.text)
    passages = [relation.text for relation in facts(document)]
    assert [passage for passage in passages if bare(written(passage, document)) not in text or not passage] == []


def written(passage: str, document: GoldDocument) -> str:
    """A passage as the file writes it: JSON and CSV write line ends and quotation marks in their own way."""
    suffix = ARTICLES[document.name].suffix
    if suffix == ".jsonl":
        return passage.replace('"', '\\"').replace("\n", "\\n")
    return passage.replace('"', '""') if suffix == ".csv" else passage


@each_document
def test_ends_of_relations_stand_in_the_text(document):
    text = bare(document.text)
    assert [str(relation) for relation in facts(document) if not stand(relation, text)] == []


def stand(relation, text) -> bool:
    return bare(relation.subject) in text and bare(relation.object) in text


@each_document
def test_ends_of_relations_are_marked_with_their_type(document):
    marked = types(document)
    ends = [
        end
        for relation in facts(document)
        for end in ((relation.subject, relation.subject_type), (relation.object, relation.object_type))
    ]
    assert [end for end in ends if not is_marked(*end, marked)] == []


def is_marked(name: str, type_: str, marked: dict[str, set[str]]) -> bool:
    """Products are not marked, and a parent may stand only at the front of its branch's name."""
    if bare(name) in marked:
        return type_ in marked[bare(name)]
    return type_ == "Product" or any(longer.startswith(bare(name)) for longer in marked)


@each_document
def test_types_fit_the_predicates(document):
    assert [
        str(relation)
        for relation in facts(document)
        if not KNOWLEDGE.relations[relation.predicate].accepts(relation.subject_type, relation.object_type)
    ] == []


@each_document
def test_each_fact_stands_once(document):
    count_of = Counter(
        (relation.subject, relation.predicate, relation.object, relation.qualifiers.get("org"))
        for relation in facts(document)
    )
    assert [fact for fact, count in count_of.items() if count > 1] == []


@each_document
def test_two_that_work_together_are_told_once(document):
    pairs = Counter(
        frozenset((relation.subject, relation.object))
        for relation in facts(document)
        if KNOWLEDGE.relations[relation.predicate].symmetric
    )
    assert [pair for pair, count in pairs.items() if count > 1 or len(pair) == 1] == []


@each_document
def test_qualifiers_are_known(document):
    said = [relation.qualifiers for relation in facts(document)]
    assert [each for each in said if not set(each) <= QUALIFIERS or each.get("status", "former") not in STATUS] == []


@each_document
def test_names_of_one_thing_are_marked_with_one_type(document):
    marked = types(document)
    assert [group for group in document.groups if len(kinds(group, marked)) != 1 or len(group) < 2] == []


def kinds(group: Iterable[str], marked: dict[str, set[str]]) -> set[str]:
    return set().union(*(marked[bare(name)] or {"unmarked"} for name in group))


@each_document
def test_a_name_means_one_thing(document):
    names = Counter(bare(name) for group in document.groups for name in group)
    assert [name for name, count in names.items() if count > 1] == []


@each_document
def test_relations_bear_the_fullest_name(document):
    fullest = {bare(name): bare(group[0]) for group in document.groups for name in group}
    ends = [bare(name) for relation in facts(document) for name in (relation.subject, relation.object)]
    assert [name for name in ends if fullest.get(name, name) != name] == []
