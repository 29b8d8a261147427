"""The relation stage: an article and its mentions in, facts and refusals out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.knowledge_io import Knowledge
from kgraph.records import Article, Fact, Mention, Refusal
from kgraph.relations.discourse.attendance import Attendance
from kgraph.relations.discourse.coreference import Discourse, Reader, clause_end, clause_start
from kgraph.relations.discourse.deixis import Homes
from kgraph.relations.discourse.offices import Offices
from kgraph.relations.discourse.rosters import Headings
from kgraph.relations.discourse.salience import Sections, occasion_of, topic_of
from kgraph.relations.discourse.tables import Tables
from kgraph.relations.facts.dates import Timeline
from kgraph.relations.facts.fact_filter import Judge
from kgraph.relations.facts.instantiate import Claims, Statement
from kgraph.relations.facts.modality import Denials
from kgraph.relations.facts.name_structure import Names
from kgraph.relations.facts.rates import Rates
from kgraph.relations.facts.rates import load as load_rates
from kgraph.relations.pair_reader.reader import PairReader
from kgraph.relations.pair_reader.reader import load as load_pairs
from kgraph.relations.passages import Passage, passages
from kgraph.relations.patterns.coordination import Lists
from kgraph.relations.patterns.grammar import load_grammar
from kgraph.relations.patterns.masking import Masked, mask
from kgraph.relations.patterns.pattern import load_patterns

__all__ = ["Extractor", "load"]

PERSONS = 6  # the stage in which persons are read with their offices, whose bodies must be known
PLACE = "Place"
ROLE_AT, AFFILIATED, PARTICIPATES = "role_at", "affiliated_with", "participates_in"


class Extractor:
    """Reads what an article states of its mentions."""

    def __init__(self, knowledge: Knowledge, rates: Rates, pairs: PairReader | None = None) -> None:
        self.knowledge = knowledge
        self.patterns = load_patterns(knowledge)
        self._grammar = load_grammar(knowledge)
        self._reader = Reader(knowledge, self._grammar)
        self._lists = Lists(knowledge, self._grammar)
        self._claims = Claims(knowledge, self._reader, self._grammar)
        self._homes = Homes(knowledge)
        self._sections = Sections(knowledge)
        self._headings = Headings(self._grammar)
        self._offices = Offices(knowledge, self._grammar)
        self._attendance = Attendance(self._grammar, self._reader)
        self._denials = Denials(knowledge)
        self._tables = Tables(knowledge)
        self._judge = Judge(knowledge, rates)
        self._pairs = pairs
        read = [pattern for pattern in self.patterns if not pattern.mechanism]
        self._folds = tuple(pattern for pattern in read if pattern.stage)
        self._clauses = tuple(pattern for pattern in read if not pattern.stage and not pattern.whole)
        self._names = Names(knowledge, self.patterns)
        self._held_by = next(
            pattern for pattern in self.patterns for claim in pattern.claims if claim.predicate == ROLE_AT
        )

        self._by_mechanism = {each.mechanism: each for each in self.patterns if each.mechanism}

    def __call__(self, article: Article, mentions: Sequence[Mention]) -> tuple[tuple[Fact, ...], tuple[Refusal, ...]]:
        """The facts of an article and what was read but refused."""
        spans = passages(article, mentions)
        facts, refusals = self._judge(article, spans, self.statements(article, spans))
        return (*facts, *(self._pairs(article, spans, facts, refusals) if self._pairs else ())), refusals

    def statements(self, article: Article, spans: Sequence[Passage]) -> list[Statement]:
        """All that the patterns read in the passages of an article, before it is judged."""
        mentions = [mention for passage in spans for mention in passage.mentions]
        discourse = Discourse(
            timeline=Timeline(published=article.published),
            homes=self._homes(article, mentions),
            topic=topic_of(mentions),
            occasion=occasion_of(mentions),
            mentions=tuple(mentions),
            sections=self._sections(article, mentions),
            places={mention.text: mention for mention in reversed(mentions) if mention.type == PLACE},
        )
        statements: list[Statement] = []
        for number, passage in enumerate(spans):
            discourse.number, discourse.place = number, passage.start
            statements += self._statements(article, passage, discourse)
        statements += self._names(mentions)
        return statements

    def _statements(self, article: Article, passage: Passage, discourse: Discourse) -> list[Statement]:
        text = article.text[passage.start : passage.end]
        if not passage.mentions:
            self._claims.remember(text, discourse)
            return []
        number = article.block_at(passage.start)
        if number >= 0 and self._tables.reads(article.blocks[number]):
            return list(self._tabled(article, number, discourse))
        masked = mask(text, passage.start, passage.mentions, self._grammar.kinds)
        masked = self._reader.describe(masked, discourse)
        masked, found = self._folded(masked, discourse)
        masked = self._headings.governed(masked, discourse)
        for pattern in self._clauses:
            if pattern.may_match(masked):
                found += self._claims.of(pattern, masked, discourse)
        found += self._attended(masked, discourse)
        self._reader.remember(masked, discourse)
        self._claims.remember(masked.text, discourse)
        return found

    def _folded(self, masked: Masked, discourse: Discourse) -> tuple[Masked, list[Statement]]:
        """The text with its phrases folded into their heads, and what the phrases state."""
        found: list[Statement] = []
        stage = 0
        for pattern in self._folds:
            if pattern.stage != stage:
                stage = pattern.stage
                masked = self._lists.join(masked, self._grammar.listed(stage))
                if stage == PERSONS:
                    masked = self._offices.resolved(masked, discourse.places)
                    found = [*self._held(masked), *(each for each in found if each.predicate != ROLE_AT)]
            if pattern.may_match(masked):
                found += self._claims.of(pattern, masked, discourse)
                masked = self._claims.fold(pattern, masked)
        found += self._colleagues(masked)
        return self._lists.trim(self._lists.join(masked)), found

    def _attended(self, masked: Masked, discourse: Discourse) -> Iterator[Statement]:
        """Who attended which event."""
        pattern = self._by_mechanism["attendance"]
        for each in self._attendance(masked, discourse):
            before, after = masked.text[clause_start(masked.text, each.start) : each.start], masked.text[each.end :]
            denial = self._denials.of(before, after[: clause_end(after, 0)])
            resumed = each.event.start < discourse.place
            yield Statement(each.attendant, PARTICIPATES, each.event, pattern, denial, resumed=resumed)

    def _tabled(self, article: Article, number: int, discourse: Discourse) -> Iterator[Statement]:
        """What a row of a table states by the heads of its columns."""
        pattern = self._by_mechanism["table"]
        for each in self._tables(article, number, discourse.mentions):
            qualifiers = (("org", each.org),) if each.org else ()
            yield Statement(each.subject, each.predicate, each.object, pattern, "", qualifiers, resumed=True)

    def _colleagues(self, masked: Masked) -> Iterator[Statement]:
        """Which persons of a list are of the body that is named before the first: 苍梧医院甲院长、乙副院长."""
        for person, body in self._offices.colleagues(masked):
            yield Statement(person, AFFILIATED, body, self._by_mechanism["colleagues"])

    def _held(self, masked: Masked) -> Iterator[Statement]:
        """At which body each office of a text is held."""
        for role, body in self._offices.held(masked):
            yield Statement(role, ROLE_AT, body, self._held_by)


def load(knowledge: Knowledge) -> Extractor:
    """The extractor that this knowledge describes."""
    return Extractor(knowledge, load_rates(), load_pairs(knowledge))
