"""From mentions to facts: what the text states of whom, each with its passage."""

from kgraph.relations.extractor import Extractor, load

__all__ = ["Extractor", "load"]
