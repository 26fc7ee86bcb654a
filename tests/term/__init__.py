"""A whole term, from a list of students to the last export, told in order."""
