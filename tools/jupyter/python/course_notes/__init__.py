"""Executes the course's notebooks and turns them into pages that need nothing but a browser."""
