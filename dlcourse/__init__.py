"""A deep-learning course in ten notebooks."""
