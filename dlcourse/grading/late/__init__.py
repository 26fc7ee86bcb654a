"""Late work: rules for penalties, extensions, and penalties that follow from what is true now."""
