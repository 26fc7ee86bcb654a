"""Which data sets there are, and how to get one."""

import difflib
from collections.abc import Collection

from dlcourse.data.dataset import Dataset
from dlcourse.data.downloads import SOURCES, load_download
from dlcourse.data.errors import DataError
from dlcourse.data.libraries import LIBRARIES
from dlcourse.data.makers import MAKERS


def names(kind: str | None = None) -> list[str]:
    """Names that `load` knows: all, or those of one kind ("library", "made", "download").

    Raises `DataError` for another kind.
    """
    kinds: dict[str, Collection[str]] = {"library": LIBRARIES, "made": MAKERS, "download": SOURCES}
    if kind is not None and kind not in kinds:
        raise DataError(f"There is no kind {kind!r} of data sets. The kinds are {', '.join(kinds)}.")
    return [name for k, table in kinds.items() if kind in (None, k) for name in table]


def load(name: str) -> Dataset:
    """The data set of this name. Raises `DataError`, which says what to do, if there is none or it cannot be loaded.

    >>> load("iris").x_train.shape
    (120, 4)
    """
    if name in LIBRARIES:
        return LIBRARIES[name]()
    if name in MAKERS:
        return MAKERS[name]()
    if name in SOURCES:
        return load_download(SOURCES[name])
    near = difflib.get_close_matches(str(name), names(), n=1)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    raise DataError(f"There is no data set {name!r}.{guess} There are: {', '.join(names())}.")


def catalogue() -> str:
    """All names by kind, as text to print."""
    return "\n".join(f"{kind:<9} {', '.join(names(kind))}" for kind in ("library", "made", "download"))
