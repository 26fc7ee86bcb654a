"""Which submissions of a chapter agree more than chance explains: shown side by side, never a verdict."""
