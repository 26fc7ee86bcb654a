"""Figures of chapter 07: recurrent neural networks."""
