"""Finders: each a component that reads a page and proposes names."""
