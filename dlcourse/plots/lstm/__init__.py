"""Figures of chapter 08: long short-term memory."""
