"""Forked kernels for Jupyter's interfaces: provisioner, manager, kernel application."""
