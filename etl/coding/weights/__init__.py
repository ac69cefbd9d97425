"""Weights: what has been learnt of how sentences tell acts, their sides and their days."""
