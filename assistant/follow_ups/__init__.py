"""A question that leans on the one before it becomes one that stands alone, by rule."""
