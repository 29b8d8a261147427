"""From files to articles: clean text that knows its way back to the source."""
