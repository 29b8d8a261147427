"""From text to mentions: every name at its place, with its type."""

from kgraph.entities.recognizer import Finder, check, load

__all__ = ["Finder", "check", "load"]
