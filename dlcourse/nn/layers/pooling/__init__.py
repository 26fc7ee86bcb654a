"""Layers that make an image smaller."""
