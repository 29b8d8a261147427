"""Marked sentences as articles, with the shipped types: what the tests of the relation stage read."""

from kgraph import knowledge_io
from kgraph.relations.patterns.examples import marked_article, triple

__all__ = ["article", "triple"]


def article(marked, published=""):
    """An article of marked text and its mentions."""
    return marked_article(marked, knowledge_io.load(), published=published)
