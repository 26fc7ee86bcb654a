"""Tests of what an instructor sees of a class."""
