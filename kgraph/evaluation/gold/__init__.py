"""Gold: marked documents, whatever their format."""
