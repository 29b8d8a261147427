"""Comparison: whether two names of one type can be one thing, and by which rule."""
