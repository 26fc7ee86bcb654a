"""From an instructor's source to the executed solution and the student's notebook."""
