"""Scoring: how sure a candidate is, and which of overlapping candidates stand."""
