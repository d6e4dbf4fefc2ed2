"""One picture, clip or sound in the full window."""
