"""Figures of chapter 05: deep neural networks."""
