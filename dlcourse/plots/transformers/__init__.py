"""Figures of elective 13: Transformers, language models and translation."""
