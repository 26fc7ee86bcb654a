"""From submission to grade."""

import dlcourse.quick_start  # noqa: F401 (before the first import of nbformat)
