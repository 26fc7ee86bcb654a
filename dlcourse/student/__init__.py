"""The commands for students: copy the notebooks to a folder, update them, open them in JupyterLab, count points."""
