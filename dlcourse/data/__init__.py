"""Data sets by name: `load("digits")` gives arrays with a description, their source and their licence.

Three kinds stand behind the one function:

- *library*: real data that scikit-learn and statsmodels carry (`libraries.py`);
- *made*: drawn or written by a seeded maker of this course (`makers/`);
- *download*: fetched once, checked, and kept in the cache folder (`downloads.py`).

The first two need no network.
"""

from dlcourse.data.catalogue import catalogue, load, names
from dlcourse.data.dataset import Dataset
from dlcourse.data.errors import DataError

__all__ = ["DataError", "Dataset", "catalogue", "load", "names"]
