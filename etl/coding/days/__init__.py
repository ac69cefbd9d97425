"""Days: the times that a sentence names, each with the precision that its words have."""
