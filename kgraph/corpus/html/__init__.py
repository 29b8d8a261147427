"""HTML: tokens, text blocks, and the main content of a page."""
