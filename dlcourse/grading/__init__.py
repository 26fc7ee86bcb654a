"""From submission to grade."""
