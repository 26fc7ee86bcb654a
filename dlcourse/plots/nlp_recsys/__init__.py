"""Figures of chapter 10: natural language and recommendation."""
