"""From mentions to things: every name of one thing becomes one entity."""
