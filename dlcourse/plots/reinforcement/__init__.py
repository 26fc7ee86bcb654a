"""Figures of chapter 15: reinforcement learning."""
