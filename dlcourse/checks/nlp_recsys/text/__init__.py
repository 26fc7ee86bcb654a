"""From sentences to numbers, vectors and a classifier."""
