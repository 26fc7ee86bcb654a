"""Figures of chapter 06: convolutional neural networks."""
