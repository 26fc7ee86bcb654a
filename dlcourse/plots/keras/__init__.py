"""Figures of chapter 04: TensorFlow and Keras."""
