"""Layers that work against overfitting, while training only."""
