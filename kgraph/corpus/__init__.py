"""From files to articles: clean text that knows its way back to the source."""

from kgraph.corpus.encoding import decode
from kgraph.corpus.formats.registry import holds_records
from kgraph.corpus.read import LIMIT, characters, read
from kgraph.corpus.sources import Source, find, passed_over

__all__ = ["LIMIT", "Source", "characters", "decode", "find", "holds_records", "passed_over", "read"]
