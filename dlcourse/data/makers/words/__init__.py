"""Words that a program can write without end, and check exactly."""
