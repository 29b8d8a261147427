"""Facts: what a match states, with its modality and qualifiers, and which statements stand."""
