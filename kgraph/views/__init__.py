"""What a graph looks like from outside: page, exchange files, tables."""
