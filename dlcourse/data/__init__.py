"""Data sets by name: `load("digits")` gives arrays with a description, their source and their licence.

There are three kinds of data sets:

- *library*: real data that come with scikit-learn and statsmodels (`libraries.py`);
- *made*: generated from a seed by a maker of this course (`makers/`);
- *download*: downloaded once, verified, and kept in the cache folder (`downloads.py`).

The first two need no network.
"""

from dlcourse.data.catalogue import catalogue, load, names
from dlcourse.data.dataset import Dataset
from dlcourse.data.errors import DataError
from dlcourse.data.makers.reviews import write_reviews
from dlcourse.data.makers.smells import new_nose

__all__ = ["DataError", "Dataset", "catalogue", "load", "names", "new_nose", "write_reviews"]
