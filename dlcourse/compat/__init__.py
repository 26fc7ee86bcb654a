"""Changes to other packages: one module for each package.

Importing these modules changes nothing: each change is a function, called where it is needed. All private names of
other packages that dlcourse uses are listed in `tests/compat/private_names.py`.
"""
