"""The graph in the forms that other programs take."""
