"""The blocks of a letter become its items, and passages that one speaker each says."""
