"""What an instructor sees of a class: in the terminal, as a table, as a page."""
