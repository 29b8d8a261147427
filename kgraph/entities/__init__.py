"""From text to mentions: every name at its place, with its type."""

from kgraph.entities.recognizer import Recognizer, check, load

__all__ = ["Recognizer", "check", "load"]
