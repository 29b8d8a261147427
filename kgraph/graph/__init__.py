"""The graph: its rows, and what Jupyter holds in hand."""
