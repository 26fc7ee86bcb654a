"""Layers that change the shape of a sample, and none of its numbers."""
