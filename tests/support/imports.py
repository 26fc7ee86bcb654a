"""What is imported before pytest's other plugins: nbval is one, and imports nbformat."""

from dlcourse.compat.jsonschema import import_quickly

import_quickly()
