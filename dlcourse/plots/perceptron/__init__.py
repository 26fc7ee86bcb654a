"""Figures of chapter 01: perceptron and multi-layer perceptron."""
