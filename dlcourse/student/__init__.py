"""A student's own folder: notebooks copied from the installed course, brought up to date, and opened in JupyterLab."""

import dlcourse.quick_start  # noqa: F401 (before the first import of nbformat)
