"""The store: what the product knows, where it is kept, and the words it may use."""
