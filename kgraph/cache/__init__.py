"""What a build remembers of the files it read, in OUT/.kgraph."""
