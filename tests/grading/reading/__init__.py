"""What was handed in is found and read."""
