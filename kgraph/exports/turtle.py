"""Turtle: the graph as RDF that people read."""

from __future__ import annotations

from kgraph.exports.exporter import single
from kgraph.exports.rdf import write_turtle

__all__ = ["EXPORTER"]

EXPORTER = single(".ttl", write_turtle)
