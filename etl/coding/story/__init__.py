"""Story: what an article has told before a sentence, and what follows for its people and days."""
