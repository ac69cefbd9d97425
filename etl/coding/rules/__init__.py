"""Rules: the two sides of an act where the frame of its words tells them."""
