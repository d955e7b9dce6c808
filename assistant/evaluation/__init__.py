"""Judged questions become measures, of the product and of other ways to rank its passages."""
