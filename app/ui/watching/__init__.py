"""The folders whose new files come in by themselves: the list of them."""
