"""The gallery: a grid of any number of items, its head and its empty states."""
