"""JSON-LD: the graph as RDF that web programs read."""

from __future__ import annotations

from kgraph.exports.exporter import single
from kgraph.exports.rdf import write_jsonld

__all__ = ["EXPORTER"]

EXPORTER = single(".jsonld", write_jsonld)
