"""Recommending films."""
