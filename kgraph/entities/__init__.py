"""From text to mentions: every name at its place, with its type."""
