"""Figures of chapter 03: optimisation."""
