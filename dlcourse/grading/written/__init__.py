"""Written answers: the points of a rubric, and comments that are used again."""
