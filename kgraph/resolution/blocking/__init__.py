"""Blocking: which names are held against each other, within a document and across documents."""
