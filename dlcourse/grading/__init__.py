"""From submission to grade."""

import dlcourse.quick_start  # noqa: F401 (before the first import of nbformat)


class CannotGrade(Exception):
    """Grading cannot begin; the message says why, and what to do."""
