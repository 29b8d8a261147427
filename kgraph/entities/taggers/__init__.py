"""Taggers: characters in, words and typed names with their probabilities out."""
