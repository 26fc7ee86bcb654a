"""Layers that move a filter over an image."""
