"""Reads Chinese news and government documents into a knowledge graph."""
