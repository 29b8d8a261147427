"""What each mechanism earns: `python -m benchmarks.ablation GOLD SRC [--names NAME …] [--only MECHANISM …]`.

Builds the graph of marked text once with all that kgraph does, then once for each mechanism without it, and prints how
much F falls (what the mechanism earns; below zero it costs F) and how many seconds of the build it takes. Weights that
were fitted with a mechanism stay as they are, so a mechanism whose work a refitted scorer would take over earns less
than is shown.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kgraph import evaluation, pipeline
from kgraph.entities.candidates.document import DocumentFeatures
from kgraph.entities.tagged_text import TaggedText
from kgraph.entities.taggers.tagger import Tagger
from kgraph.evaluation.comparison import compare
from kgraph.evaluation.gold.document import GoldDocument
from kgraph.evaluation.metrics import total
from kgraph.evaluation.report import Report
from kgraph.knowledge_io import load
from kgraph.relations.discourse.salience import Topic

__all__ = ["MECHANISMS", "Figures", "Mechanism", "earned", "without"]

Off = Callable[..., Any]
COLUMNS = ("core", "all", "relations", "qualifiers", "names")
LEAST = 0.002  # what earns less, and is not free, is not worth its code


def _none(*_: object, **__: object) -> tuple[()]:
    return ()


def _empty_list(*_: object, **__: object) -> list[Any]:
    return []


def _empty_dict(*_: object, **__: object) -> dict[Any, Any]:
    return {}


def _nothing(*_: object, **__: object) -> None:
    return None


def _silent(*_: object, **__: object) -> str:
    return ""


def _yes(*_: object, **__: object) -> bool:
    return True


def _no(*_: object, **__: object) -> bool:
    return False


def _second(_: object, given: object, *__: object, **___: object) -> object:
    """What comes first behind `self` or another argument comes out as it went in."""
    return given


def _third(_: object, __: object, given: object, *___: object) -> object:
    return given


def _alone(_: object, __: object, given: object) -> list[object]:
    return [given]


def _forgetful(*_: object) -> tuple[list[Any], DocumentFeatures]:
    return [], DocumentFeatures()


@dataclass(frozen=True, slots=True)
class Mechanism:
    """What is switched off: a name, and the functions or methods that are replaced, by dotted path in kgraph."""

    name: str
    off: Off
    targets: tuple[str, ...]


def _mechanism(name: str, off: Off, *targets: str) -> Mechanism:
    return Mechanism(name, off, tuple(f"kgraph.{target}" for target in targets))


_CANDIDATES = "entities.candidates."
_CORRECTOR, _DOCUMENT = f"{_CANDIDATES}tag_correction.TagCorrector", f"{_CANDIDATES}document"
_MEMORY, _FEATURES = f"{_DOCUMENT}.DocumentMemory", f"{_DOCUMENT}.DocumentFeatures"
_DISCOURSE, _FACTS, _RESOLUTION = "relations.discourse.", "relations.facts.", "resolution.blocking."
_READER, _CLAIMS = f"{_DISCOURSE}coreference.Reader", f"{_FACTS}instantiate.Claims"
_OFFICES, _DENIALS = f"{_DISCOURSE}offices.Offices", f"{_FACTS}modality.Denials"
_WITHIN = f"{_RESOLUTION}within_document"

_GENERATORS = (
    _mechanism("candidates: tagger", _none, f"{_CANDIDATES}tagger_names.TaggerGenerator.candidates"),
    _mechanism("candidates: tagger's runners-up", _none, f"{_CANDIDATES}tagger_names._possible"),
    _mechanism("candidates: places", _none, f"{_CANDIDATES}place_names.PlaceGenerator.candidates"),
    _mechanism("candidates: endings", _none, f"{_CANDIDATES}endings.EndingGenerator.candidates"),
    _mechanism("candidates: phrases", _none, f"{_CANDIDATES}phrases.PhraseGenerator.candidates"),
    _mechanism("candidates: span patterns", _none, f"{_CANDIDATES}span_patterns.PatternGenerator.candidates"),
    _mechanism("candidates: lists", _none, f"{_CANDIDATES}lexicon.ListedGenerator.candidates"),
    _mechanism("candidates: products", _empty_list, f"{_CANDIDATES}products.ProductGenerator.find"),
)
_CORRECTIONS = (
    _mechanism("correction: all", _alone, f"{_CORRECTOR}.corrected"),
    _mechanism("correction: persons", _alone, f"{_CANDIDATES}person_correction.PersonCorrector.corrected"),
    _mechanism("correction: phrases", _alone, f"{_CANDIDATES}phrase_correction.PhraseCorrector.corrected"),
    _mechanism("correction: no title", _no, f"{_CORRECTOR}._is_no_title"),
    _mechanism("correction: swallowed verb", _third, f"{_CORRECTOR}._without_verb"),
    _mechanism("correction: halves", _empty_list, f"{_CORRECTOR}._halves"),
    _mechanism("correction: extended", _nothing, f"{_CORRECTOR}._extended"),
    _mechanism("correction: shortened", _nothing, f"{_CORRECTOR}._shortened"),
    _mechanism("correction: listed type", _third, f"{_CORRECTOR}._listed_type"),
    _mechanism(
        "correction: brackets",
        _second,
        f"{_CANDIDATES}tag_correction.balanced",
        f"{_CANDIDATES}phrase_correction.balanced",
    ),
)
_REMEMBERED = (
    _mechanism("memory: all", _forgetful, f"{_MEMORY}.recall"),
    _mechanism("memory: every place of a name", _none, f"{_DOCUMENT}._found"),
    _mechanism("memory: joined", _none, f"{_DOCUMENT}._joined"),
    _mechanism("memory: coordination", _none, f"{_DOCUMENT}._coordinated"),
    _mechanism("memory: split", _none, f"{_DOCUMENT}._split"),
    _mechanism("memory: united", _none, f"{_MEMORY}._unite"),
    _mechanism("memory: firm's project", _none, f"{_MEMORY}._firm_projects"),
    _mechanism("memory: short forms", _empty_dict, f"{_MEMORY}._short"),
    _mechanism("memory: glosses", _empty_dict, f"{_MEMORY}._glossed"),
    _mechanism("memory: feature repeated", _empty_dict, f"{_FEATURES}._repeated"),
    _mechanism("memory: features around", _empty_dict, f"{_FEATURES}._around"),
    _mechanism("memory: feature beside", _none, f"{_FEATURES}._beside"),
)
_SPOKEN_OF = (
    _mechanism("discourse: definite descriptions", _second, f"{_READER}.describe"),
    _mechanism("discourse: zero anaphora", _nothing, f"{_FACTS}instantiate._carried"),
    _mechanism("discourse: topic", lambda _: Topic(), "relations.extractor.topic_of"),
    _mechanism("discourse: sections", _none, f"{_DISCOURSE}salience.Sections.__call__"),
    _mechanism("discourse: event reported", _nothing, "relations.extractor.occasion_of"),
    _mechanism("discourse: deixis", _empty_dict, f"{_DISCOURSE}deixis.Homes.__call__"),
    _mechanism("discourse: headings of rosters", _second, f"{_DISCOURSE}rosters.Headings.governed"),
    _mechanism("discourse: tables", _no, f"{_DISCOURSE}tables.Tables.reads"),
    _mechanism("discourse: attendance", _none, f"{_DISCOURSE}attendance.Attendance.__call__"),
    _mechanism("discourse: offices of a list", _second, f"{_OFFICES}.resolved"),
    _mechanism("discourse: offices at a place", _second, f"{_OFFICES}._placed"),
    _mechanism("discourse: colleagues", _none, f"{_OFFICES}.colleagues"),
    _mechanism("discourse: body of a lone title", lambda _, __, office: office.bodies, f"{_CLAIMS}._home"),
    _mechanism("discourse: noun of a relative clause", _no, f"{_READER}.relative"),
    _mechanism("discourse: head of a relative clause", lambda _, __, number, *___: number, f"{_READER}._head"),
    _mechanism("discourse: other subjects", _yes, f"{_READER}.goes_on"),
    _mechanism("discourse: officers act for bodies", _no, f"{_READER}._acts"),
)
_STATED = (
    _mechanism("facts: part by name", _none, f"{_FACTS}name_structure.Names.__call__"),
    _mechanism("facts: part by last word", lambda *_: (None, ""), f"{_FACTS}name_structure.Names._headed"),
    _mechanism("facts: modality", _silent, *(f"{_DENIALS}.{each}" for each in ("of", "of_sentence", "of_name"))),
    _mechanism("facts: modality of sentence", _silent, f"{_DENIALS}.of_sentence"),
    _mechanism("facts: modality of name", _silent, f"{_DENIALS}.of_name"),
    _mechanism("facts: dates", _silent, f"{_FACTS}dates.Dates.of"),
    _mechanism("facts: event and place", _nothing, f"{_CLAIMS}._setting"),
    _mechanism("facts: companions", _none, f"{_CLAIMS}._with"),
    _mechanism("facts: holders of an award", lambda _, pattern, *__: pattern.ahead, f"{_CLAIMS}._fitting"),
    _mechanism("facts: ranks of divisions", _yes, f"{_FACTS}fact_filter.Judge._lies_in"),
    _mechanism("facts: coordination", _second, "relations.patterns.coordination.Lists.join"),
    _mechanism("facts: coordination trimmed", _second, "relations.patterns.coordination.Lists.trim"),
    _mechanism("facts: folding of phrases", _third, f"{_CLAIMS}.fold"),
    _mechanism("facts: pair reader", _none, "relations.pair_reader.reader.PairReader.__call__"),
)
_JOINED = (
    _mechanism("resolution: forms in a document", _none, f"{_WITHIN}.links"),
    _mechanism("resolution: definitions", _none, f"{_WITHIN}.glossed"),
    _mechanism("resolution: coordinated apart", _none, f"{_WITHIN}.coordinated"),
    _mechanism("resolution: firms of other form", _none, f"{_WITHIN}._other_forms"),
    _mechanism("resolution: ventures apart", _no, f"{_WITHIN}._is_venture"),
    _mechanism("resolution: divisions apart", _no, f"{_WITHIN}._is_division"),
    _mechanism("resolution: across documents", _none, f"{_RESOLUTION}across_documents.links"),
    _mechanism("resolution: aliases", _none, f"{_RESOLUTION}aliases.links"),
    _mechanism("resolution: brands", _none, f"{_RESOLUTION}brands.links"),
    _mechanism("resolution: boundary slips", _none, f"{_RESOLUTION}boundary_slips.links"),
    _mechanism("resolution: namesakes", _none, f"{_RESOLUTION}namesakes.links"),
)
MECHANISMS = (*_GENERATORS, *_CORRECTIONS, *_REMEMBERED, *_SPOKEN_OF, *_STATED, *_JOINED)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one build is worth, in the order of `COLUMNS`, how long it took, and how many files or articles failed."""

    scores: tuple[float, ...]
    seconds: float
    failures: int

    def less(self, other: Figures) -> tuple[float, ...]:
        """How much more these are worth than others."""
        return tuple(one - two for one, two in zip(self.scores, other.scores, strict=True))


@contextmanager
def without(mechanism: Mechanism) -> Iterator[None]:
    """The block runs without a mechanism."""
    with ExitStack() as stack:
        for target in mechanism.targets:
            stack.enter_context(patch(target, mechanism.off))
        yield


@contextmanager
def _tagging_once() -> Iterator[None]:
    """What the tagger said of texts is not asked of it again: no mechanism lies before it."""
    known: dict[tuple[str, ...], list[TaggedText]] = {}
    plain = Tagger.tag

    def tag(tagger: Tagger, texts: Sequence[str]) -> list[TaggedText]:
        key = tuple(texts)
        if key not in known:
            known[key] = plain(tagger, texts)
        return known[key]

    with patch.object(Tagger, "tag", tag):
        yield


def measured(source: Path, gold: Sequence[GoldDocument]) -> Figures:
    """What a build of a folder is worth, in this process."""
    began = time.process_time()
    outcome = pipeline.build([str(source)], pipeline.Settings(workers=1))
    took = time.process_time() - began
    knowledge = load()
    report = Report(
        documents=tuple(compare(gold, outcome.tables, knowledge)),
        counted=knowledge.structure("evaluation")["counted"],
    )
    read = report.only({each.document.name for each in report.documents if each.source})
    return Figures(_scores(read), took, len(outcome.failures))


def _scores(report: Report) -> tuple[float, ...]:
    mentions = report.mentions
    qualifiers = total(report.qualifiers.values())
    scores = (mentions["core"], mentions["all"], report.relations["all"], qualifiers, report.names["b_cubed"])
    return tuple(score.f for score in scores)


def earned(
    source: Path, gold: Sequence[GoldDocument], mechanisms: Sequence[Mechanism]
) -> Iterator[tuple[Mechanism | None, Figures]]:
    """The figures with all mechanisms, then those without each."""
    with _tagging_once():
        measured(source, gold)  # loads the models, so that no build after it pays for them
        yield None, measured(source, gold)
        for mechanism in mechanisms:
            with without(mechanism):
                figures = measured(source, gold)
            yield mechanism, figures


def main() -> int:
    """Print a line for each mechanism, the one that earns most first."""
    given = _given()
    gold = [each for each in evaluation.read(given.gold, load()) if not given.names or each.name in given.names]
    wanted = [each for each in MECHANISMS if not given.only or any(word in each.name for word in given.only)]
    runs = earned(given.source, gold, wanted)
    _, base = next(runs)
    print("with all", *(f"{name} {score:.4f}" for name, score in zip(COLUMNS, base.scores, strict=True)), sep="  ")
    rows = []
    for mechanism, figures in runs:
        rows.append((mechanism.name if mechanism else "", figures))
        print(_line(base, *rows[-1]), flush=True)
    print("\nby what they earn:", f"{'':40}" + "".join(f"{name:>11}" for name in (*COLUMNS, "seconds")), sep="\n")
    print(*(_line(base, *row) for row in sorted(rows, key=lambda row: (-_gain(base, row[1]), row[0]))), sep="\n")
    return 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("--names", nargs="*", default=[], help="gold documents; by default those whose source is read")
    parser.add_argument("--only", nargs="*", default=[], help="mechanisms in whose name one of these words is")
    return parser.parse_args()


def _gain(base: Figures, figures: Figures) -> float:
    """By what the lines are sorted: F of the core mentions and of relations together."""
    less = dict(zip(COLUMNS, base.less(figures), strict=True))
    return less["core"] + less["relations"]


def _line(base: Figures, name: str, figures: Figures) -> str:
    """How much F each column loses without a mechanism; a star where none loses as much as pays for its code."""
    less = base.less(figures)
    shown = "".join(f"{each:>+11.4f}" for each in less)
    failed = f"  {figures.failures - base.failures} more failures" if figures.failures != base.failures else ""
    mark = " *" if max(less) < LEAST else ""
    return f"{name:40}{shown}{base.seconds - figures.seconds:>+11.2f}{mark}{failed}"


if __name__ == "__main__":
    raise SystemExit(main())
