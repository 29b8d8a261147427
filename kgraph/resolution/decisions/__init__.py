"""Decisions of people, which outrank every rule."""
