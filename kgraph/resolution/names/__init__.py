"""Names taken apart and made comparable."""
