"""Discourse: whom a clause speaks of when it does not say so."""
