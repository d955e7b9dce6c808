"""Behind ui.py: what the browser app shows (pure functions to HTML) and its three tabs."""
