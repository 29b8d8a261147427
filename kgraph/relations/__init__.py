"""From mentions to facts: what the text states of whom, each with its passage."""
