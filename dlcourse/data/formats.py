"""Reading the files as their owners publish them. Each function takes paths and gives the arrays of a `Dataset`."""

import csv
import gzip
import io
import json
import tarfile
import zipfile

import numpy as np

from dlcourse.data.split import split_at_random, split_in_time

JENA_COLUMNS = tuple(
    "p (mbar)|T (degC)|Tpot (K)|Tdew (degC)|rh (%)|VPmax (mbar)|VPact (mbar)|VPdef (mbar)|sh (g/kg)|"
    "H2OC (mmol/mol)|rho (g/m**3)|wv (m/s)|max. wv (m/s)|wd (deg)".split("|")
)


def keras_arrays(path, *, allow_pickle: bool = False):
    """Keras' own .npz: four arrays of these names."""
    with np.load(path, allow_pickle=allow_pickle) as file:
        return {name: file[name] for name in ("x_train", "y_train", "x_test", "y_test")}


def imdb(path, words):
    """Keras' .npz of lists of word numbers, which NumPy keeps as pickles.

    Unpickling runs what a file says. Here the file has passed its published SHA-256 before we come to it.
    """
    index = json.loads(words.read_text(encoding="utf-8"))
    return keras_arrays(path, allow_pickle=True) | {"extra": {"word_index": index}}


def idx(path):
    """LeCun's idx format, gzipped: two zero bytes, the type (8: bytes), the number of axes, then their lengths."""
    with gzip.open(path) as file:
        content = file.read()
    if content[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path.name} is not an idx file of bytes")
    axes = content[3]
    shape = np.frombuffer(content, dtype=">i4", count=axes, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * axes).reshape(shape)


def idx_files(x_train, y_train, x_test, y_test):
    return {"x_train": idx(x_train), "y_train": idx(y_train), "x_test": idx(x_test), "y_test": idx(y_test)}


def cifar_batches(path):
    """Five training batches and one test batch: pickled dicts of rows, 1024 red, 1024 green, 1024 blue values.

    Unpickling runs what a file says. Here the file has passed its published SHA-256 before we come to it.
    """
    import pickle

    def batch(tar, name):
        held = pickle.load(tar.extractfile(f"cifar-10-batches-py/{name}"), encoding="bytes")
        images = np.asarray(held[b"data"], dtype=np.uint8).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return images, np.array(held[b"labels"], dtype=np.int64)

    with tarfile.open(path) as tar:
        train = [batch(tar, f"data_batch_{i}") for i in range(1, 6)]
        x_test, y_test = batch(tar, "test_batch")
    x_train, y_train = (np.concatenate(part) for part in zip(*train, strict=True))
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def nsmc(train, test):
    """Tab-separated id, document, label, with a header; no quoting, and a few empty documents, which are left out."""

    def read(path):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:] if line.strip()]
        rows = [(row[1], int(row[2])) for row in rows if row[1].strip()]
        texts, labels = zip(*rows, strict=True)
        return np.array(texts), np.array(labels)

    (x_train, y_train), (x_test, y_test) = read(train), read(test)
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}


def jena(path):
    """A zip of one csv: a time like 01.01.2009 00:10:00 and fourteen numbers a row, 420,551 rows.

    As no hash of it is published, a file with other columns or times is refused.
    """
    with zipfile.ZipFile(path) as archive:
        text = archive.read("jena_climate_2009_2016.csv").decode("utf-8")  # the zip's CRC-32 is checked here
    head, _, body = text.partition("\n")
    columns = tuple(next(csv.reader([head.strip()])))
    if columns != ("Date Time", *JENA_COLUMNS):
        raise ValueError("its columns are others")
    values = np.loadtxt(io.StringIO(body), delimiter=",", usecols=range(1, len(columns)), ndmin=2)
    stamps = [line[:19] for line in body.splitlines()]
    dates = np.array([f"{s[6:10]}-{s[3:5]}-{s[:2]}T{s[11:]}" for s in stamps], dtype="datetime64[s]")
    return split_in_time(dates, values)


def movielens(path):
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
