"""Documents drawn from what the code knows: its words and their beginnings, its sentences, cut at every place."""
