"""The commands in the documents are run, as a reader would run them."""
