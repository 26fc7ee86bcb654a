"""Layers that most networks have."""
