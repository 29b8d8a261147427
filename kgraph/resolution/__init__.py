"""From mentions to things: every name of one thing becomes one entity."""

from kgraph.resolution.decisions.judgements import Doubt, Judgement
from kgraph.resolution.resolve import Resolution, resolve

__all__ = ["Doubt", "Judgement", "Resolution", "resolve"]
