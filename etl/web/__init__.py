"""Web: pages and feeds as they come: letters, words, what a page declares of itself; addresses checked."""
