"""From an instructor's source to the executed solution and the student's notebook."""

import dlcourse.quick_start  # noqa: F401 (before the first import of nbformat)
