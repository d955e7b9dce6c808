"""From an inspection report to a draft letter of response."""
