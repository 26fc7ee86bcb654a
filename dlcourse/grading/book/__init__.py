"""The gradebook beyond one submission: whether it can be read, what we keep in it besides, and a chapter's cells."""
