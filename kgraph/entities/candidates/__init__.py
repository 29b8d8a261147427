"""Candidate generators: each reads a tagged text and proposes names."""
