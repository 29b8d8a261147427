"""Layout repair: lines as a document holds them, joined to the paragraphs that they were."""
