"""Figures of chapter 12: diffusion models."""
