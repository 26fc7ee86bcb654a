"""Figures of elective 14: forecasting many series."""
