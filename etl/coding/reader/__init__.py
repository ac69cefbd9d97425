"""Reader: a small neural network that reads once more what the weights leave in doubt."""
