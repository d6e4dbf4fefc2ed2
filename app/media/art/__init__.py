"""The pictures of the demo library: painted film stills, clips with sound, and the text blocks makers leave in them."""
