"""Plain text, which may hold marks of Markdown and HTML: many copy both."""

from __future__ import annotations

from kgraph.corpus.formats.format import text_format
from kgraph.corpus.formats.markdown import read_markdown

__all__ = ["FORMAT"]

FORMAT = text_format((".txt", ".text"), read_markdown, plain=True)
