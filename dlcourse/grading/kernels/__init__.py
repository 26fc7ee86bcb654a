"""Kernels for submissions: forked from one process that has imported everything, each in a jail of its own."""
