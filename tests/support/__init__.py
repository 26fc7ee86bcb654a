"""What tests of more than one folder use. What one folder alone uses stays there, in a module of its own.

pytest loads this before its other plugins: one of them, nbval, imports nbformat, which is slow without this change.
"""

from dlcourse.compat.jsonschema import import_quickly

import_quickly()
