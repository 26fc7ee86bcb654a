"""Tests of what finds similar submissions."""
