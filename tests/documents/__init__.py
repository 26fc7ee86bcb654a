"""What the documents say is run, as a reader would."""
