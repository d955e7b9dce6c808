"""A text that is about to be sent is held against what its body has said before."""
