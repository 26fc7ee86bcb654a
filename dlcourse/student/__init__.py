"""A student's own folder: notebooks copied from the installed course, brought up to date, and opened in JupyterLab."""
