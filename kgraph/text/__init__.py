"""Characters: where they come from, which belong together, how quotation marks pair."""
