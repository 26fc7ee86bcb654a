"""Reading files in the formats in which they are published.

Each function but `idx` takes paths and returns the fields of a `Dataset`: its four arrays, and perhaps `extra`.
"""

import csv
import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from dlcourse.data.split import Parts, split_at_random, split_in_time

JENA_COLUMNS = tuple(
    "p (mbar)|T (degC)|Tpot (K)|Tdew (degC)|rh (%)|VPmax (mbar)|VPact (mbar)|VPdef (mbar)|sh (g/kg)|"
    "H2OC (mmol/mol)|rho (g/m**3)|wv (m/s)|max. wv (m/s)|wd (deg)".split("|")
)


def keras_arrays(path: Path, *, allow_pickle: bool = False) -> dict[str, np.ndarray]:
    """Keras' own .npz: four arrays of these names."""
    with np.load(path, allow_pickle=allow_pickle) as file:
        return {name: file[name] for name in ("x_train", "y_train", "x_test", "y_test")}


def imdb(path: Path, words: Path) -> dict[str, Any]:
    """Keras' .npz of lists of word numbers, which NumPy keeps as pickles, and its word index as JSON.

    Unpickling can run code from the file. `fetch` has verified the file's published SHA-256 before this is called.
    """
    index = json.loads(words.read_text(encoding="utf-8"))
    return keras_arrays(path, allow_pickle=True) | {"extra": {"word_index": index}}


def idx(path: Path) -> np.ndarray:
    """The array in LeCun's idx format, gzipped. Raises ValueError for another format or type.

    The format: two zero bytes, the type (8: bytes), the number of axes, the length of each axis, the numbers.
    """
    with gzip.open(path) as file:
        content = file.read()
    if content[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path.name} is not an idx file of bytes")
    axes = content[3]
    shape = np.frombuffer(content, dtype=">i4", count=axes, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * axes).reshape(shape)


def idx_files(x_train: Path, y_train: Path, x_test: Path, y_test: Path) -> dict[str, np.ndarray]:
    """Four idx files, one for each array."""
    return {"x_train": idx(x_train), "y_train": idx(y_train), "x_test": idx(x_test), "y_test": idx(y_test)}


def cifar_batches(path: Path) -> dict[str, np.ndarray]:
    """Five training batches and one test batch: pickled dicts of rows, 1024 red, 1024 green, 1024 blue values.

    Unpickling can run code from the file. `fetch` has verified the file's published SHA-256 before this is called.
    """
    import pickle

    def batch(tar: tarfile.TarFile, name: str) -> tuple[np.ndarray, np.ndarray]:
        file = tar.extractfile(f"cifar-10-batches-py/{name}")
        assert file is not None, f"{name} is not a file"
        content = pickle.load(file, encoding="bytes")
        images = np.asarray(content[b"data"], dtype=np.uint8).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return images, np.array(content[b"labels"], dtype=np.int64)

    with tarfile.open(path) as tar:
        train = [batch(tar, f"data_batch_{i}") for i in range(1, 6)]
        x_test, y_test = batch(tar, "test_batch")
    x_train, y_train = (np.concatenate(part) for part in zip(*train, strict=True))
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def nsmc(train: Path, test: Path) -> dict[str, np.ndarray]:
    """Tab-separated id, document, label, with a header and without quoting. Empty documents are left out."""

    def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:] if line.strip()]
        rows = [(row[1], int(row[2])) for row in lines if row[1].strip()]
        texts, labels = zip(*rows, strict=True)
        return np.array(texts), np.array(labels)

    (x_train, y_train), (x_test, y_test) = read(train), read(test)
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def jena(path: Path) -> Parts:
    """A zip of one csv: a time like 01.01.2009 00:10:00 and fourteen numbers a row, 420,551 rows.

    No hash of it is published, so its columns and times are checked. Raises ValueError if they are others.
    """
    with zipfile.ZipFile(path) as archive:
        text = archive.read("jena_climate_2009_2016.csv").decode("utf-8")  # the zip's CRC-32 is checked here
    head, _, body = text.partition("\n")
    columns = tuple(next(csv.reader([head.strip()])))
    if columns != ("Date Time", *JENA_COLUMNS):
        raise ValueError("it has other columns")
    values = np.loadtxt(io.StringIO(body), delimiter=",", usecols=range(1, len(columns)), ndmin=2)
    stamps = [line[:19] for line in body.splitlines()]
    dates = np.array([f"{s[6:10]}-{s[3:5]}-{s[:2]}T{s[11:]}" for s in stamps], dtype="datetime64[s]")
    return split_in_time(dates, values)


def movielens(path: Path) -> dict[str, Any]:
    """A zip with ratings.csv (userId, movieId, rating, timestamp) and movies.csv (movieId, title, genres)."""
    with zipfile.ZipFile(path) as archive:
        ratings = _table(archive, "ratings.csv")
        titles = {int(row["movieId"]): row["title"] for row in _table(archive, "movies.csv")}
    people, person = np.unique([int(row["userId"]) for row in ratings], return_inverse=True)
    films, film = np.unique([int(row["movieId"]) for row in ratings], return_inverse=True)
    stars = np.array([float(row["rating"]) for row in ratings])
    extra = {"titles": tuple(titles[number] for number in films), "shape": (len(people), len(films))}
    return split_at_random(np.stack([person, film], axis=1), stars) | {"extra": extra}


def _table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    with archive.open(f"ml-latest-small/{name}") as file:
        return list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")))
