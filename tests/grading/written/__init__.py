"""Tests of the rubric of written answers."""
