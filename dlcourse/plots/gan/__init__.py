"""Figures of chapter 09: generative adversarial networks."""
