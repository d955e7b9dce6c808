"""A file becomes a Document: text, pages and blocks, before anything is understood of it."""
