"""Commands of `dlcourse` for instructors: one module for each, which `dlcourse/cli.py` adds."""
