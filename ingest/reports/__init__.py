"""What an inspection report asks for: its items, who is to act, and by when."""
