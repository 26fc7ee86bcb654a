"""Layers that keep the scale of what flows through."""
