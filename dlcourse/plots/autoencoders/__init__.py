"""Figures of chapter 11: bottlenecks, likelihood and its bound, VAEs, strange days."""
