"""What of a submission is run, and in which order, until its verdicts are known."""
