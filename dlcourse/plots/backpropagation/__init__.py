"""Figures of chapter 02: error backpropagation."""
