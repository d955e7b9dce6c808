"""Paths become the bytes of files, and limited processes in which they are read."""
