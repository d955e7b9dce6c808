"""What a question itself says of whose letters, of when, and in reply to what it asks."""
