"""Who takes part: lists from spreadsheets, sections, and students who have left."""
