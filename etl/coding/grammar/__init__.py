"""Grammar: the verbs and nouns that tell acts, who does what to whom, and what a sentence asserts."""
