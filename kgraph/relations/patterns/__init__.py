"""Patterns: expressions over sentences in which each name is one character."""
