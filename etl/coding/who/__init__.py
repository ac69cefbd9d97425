"""Who: the states of a sentence, named, meant by a place or spoken for by a person."""
