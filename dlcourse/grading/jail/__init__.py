"""Where a student's kernel runs: a forked process, isolated by namespaces, limits and system-call filters."""
