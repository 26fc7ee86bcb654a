"""Data sets that are downloaded once: their addresses, hashes and licences.

Each file has a published SHA-256, and `published_by` says who published it:

- MNIST, CIFAR-10, IMDb: Keras, in `keras/src/datasets/`. (For IMDb's word index Keras publishes an MD5 only.)
- Fashion-MNIST, MovieLens: TensorFlow Datasets, in `url_checksums/`. Keras loads Fashion-MNIST without a check.
- NSMC: Hugging Face Datasets, in `datasets/nsmc/dataset_infos.json`.
- Jena climate: we found no published hash. Its zip has a CRC-32, which is checked. This finds damaged files, but not
  forged ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlcourse.data import formats
from dlcourse.data.cache import folder
from dlcourse.data.dataset import Dataset
from dlcourse.data.errors import DataError
from dlcourse.data.fetch import fetch

KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
ZALANDO = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
NSMC = "https://raw.githubusercontent.com/e9t/nsmc/master/"


@dataclass(frozen=True)
class RemoteFile:
    """One file to fetch. `hash` is a SHA-256, or `md5:…` where only that is published, or None."""

    url: str
    hash: str | None


@dataclass(frozen=True)
class Source:
    """One downloadable set: `read` turns its files, in this order, into the arrays of a `Dataset`."""

    files: tuple[RemoteFile, ...]
    megabytes: int
    published_by: str
    instead: str  # the set that needs no network and fits best
    read: Callable[..., Mapping[str, Any]]
    facts: dict[str, Any]  # the other fields of Dataset


def load_download(source: Source) -> Dataset:
    """Show the licence and download the files that are missing; then read them. Raises `DataError`."""
    name = source.facts["name"]
    place = folder() / name
    paths = [place / file.url.rsplit("/", 1)[1] for file in source.files]
    if not all(path.exists() for path in paths):
        print(f"{name} (about {source.megabytes} MB) comes from {source.facts['source']}.")
        print(f"Licence: {source.facts['licence']}")
        print(f"It is kept in {place}", flush=True)
    for file, path in zip(source.files, paths, strict=True):
        fetch(file.url, file.hash, path, name=name, instead=source.instead)
    return Dataset(kind="download", **source.facts, **_read(source, name, paths))


def _read(source: Source, name: str, paths: list[Path]) -> Mapping[str, Any]:
    """Read the files. If one cannot be read, all are deleted, so that the next call downloads them again."""
    try:
        return source.read(*paths)
    except (MemoryError, DataError):
        raise
    except Exception as error:  # a damaged file can fail in any of the ways of zip, gzip, tar, NumPy and text
        for path in paths:
            path.unlink(missing_ok=True)
        raise DataError(
            f"The files of {name} are not what was expected ({error}). They have been deleted: run this again to "
            f"download them again. Or use data.load({source.instead!r}), which needs no network."
        ) from None


SOURCES = {
    source.facts["name"]: source
    for source in (
        Source(
            (RemoteFile(KERAS + "mnist.npz", "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),),
            megabytes=11,
            published_by="Keras",
            instead="digits",
            read=formats.keras_arrays,
            facts={
                "name": "mnist",
                "title": "handwritten digits, 28 × 28 pixels",
                "task": "classification",
                "about": "A grey image of one digit, 28 × 28 pixels, 0 (paper) to 255 (ink).",
                "source": "Yann LeCun and Corinna Cortes, as Keras serves it",
                "licence": "CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/",
                "classes": tuple("0123456789"),
            },
        ),
        Source(
            (
                RemoteFile(
                    ZALANDO + "train-images-idx3-ubyte.gz",
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                ),
                RemoteFile(
                    ZALANDO + "train-labels-idx1-ubyte.gz",
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                ),
                RemoteFile(
                    ZALANDO + "t10k-images-idx3-ubyte.gz",
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                ),
                RemoteFile(
                    ZALANDO + "t10k-labels-idx1-ubyte.gz",
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                ),
            ),
            megabytes=31,
            published_by="TensorFlow Datasets",
            instead="sketches",
            read=formats.idx_files,
            facts={
                "name": "fashion_mnist",
                "title": "ten kinds of clothes, 28 × 28 pixels",
                "task": "classification",
                "about": "A grey image of one piece of clothing, 28 × 28 pixels, 0 to 255.",
                "source": "Zalando Research, https://github.com/zalandoresearch/fashion-mnist",
                "licence": "MIT, copyright Zalando SE",
                "classes": (
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot",
                ),
            },
        ),
        Source(
            (
                RemoteFile(
                    "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
                    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
                ),
            ),
            megabytes=170,
            published_by="Keras",
            instead="signs",
            read=formats.cifar_batches,
            facts={
                "name": "cifar10",
                "title": "photographs of ten kinds of things, 32 × 32 pixels",
                "task": "classification",
                "about": "A colour image (red, green, blue) of one thing, 32 × 32 pixels, 0 to 255.",
                "source": "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009, "
                "https://www.cs.toronto.edu/~kriz/cifar.html",
                "licence": "none stated; its authors ask to cite the report",
                "classes": (
                    "airplane",
                    "automobile",
                    "bird",
                    "cat",
                    "deer",
                    "dog",
                    "frog",
                    "horse",
                    "ship",
                    "truck",
                ),
            },
        ),
        Source(
            (
                RemoteFile(KERAS + "imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"),
                RemoteFile(KERAS + "imdb_word_index.json", "md5:bfafd718b763782e994055a2d397834f"),
            ),
            megabytes=19,
            published_by="Keras (the word index: MD5 only)",
            instead="reviews_en",
            read=formats.imdb,
            facts={
                "name": "imdb",
                "title": "50,000 film reviews in English",
                "task": "classification",
                "about": "A review as a list of word numbers, as Keras gives them; extra['word_index'] has the words.",
                "source": "Maas et al. 2011, https://ai.stanford.edu/~amaas/data/sentiment/, as Keras serves it",
                "licence": "none stated; its authors ask to cite the paper",
                "classes": ("negative", "positive"),
            },
        ),
        Source(
            (
                RemoteFile(
                    NSMC + "ratings_train.txt", "e03b7d14e9e41be8d464a28057cd25d7396c53e67aa7fd5f7e552c59b0ee2940"
                ),
                RemoteFile(
                    NSMC + "ratings_test.txt", "8ac9f64052f11dbf6ae0acb5e038f03d90a76f0eda7820cfb3a92d02edfcebda"
                ),
            ),
            megabytes=20,
            published_by="Hugging Face Datasets",
            instead="reviews_ko",
            read=formats.nsmc,
            facts={
                "name": "nsmc",
                "title": "200,000 film reviews in Korean",
                "task": "classification",
                "about": "A review of at most 140 characters, as text.",
                "source": "Lucy Park, Naver sentiment movie corpus, https://github.com/e9t/nsmc",
                "licence": "CC0 1.0",
                "classes": ("negative", "positive"),
            },
        ),
        Source(
            (RemoteFile(KERAS + "jena_climate_2009_2016.csv.zip", None),),
            megabytes=14,
            published_by="nobody",
            instead="temperature",
            read=formats.jena,
            facts={
                "name": "jena_climate",
                "title": "the weather of Jena every ten minutes, 2009 – 2016",
                "task": "series",
                "about": "Fourteen measurements at one moment, from air pressure to the direction of the wind.",
                "source": "Max Planck Institute for Biogeochemistry, https://www.bgc-jena.mpg.de/wetter/, "
                "as Keras serves it",
                "licence": "none stated; name the institute when you publish",
                "features": formats.JENA_COLUMNS,
            },
        ),
        Source(
            (
                RemoteFile(
                    "https://files.grouplens.org/datasets/movielens/ml-latest-small.zip",
                    "696d65a3dfceac7c45750ad32df2c259311949efec81f0f144fdfb91ebc9e436",
                ),
            ),
            megabytes=1,
            published_by="TensorFlow Datasets",
            instead="ratings",
            read=formats.movielens,
            facts={
                "name": "movielens",
                "title": "100,000 ratings of films (MovieLens latest-small)",
                "task": "ratings",
                "about": "x holds the numbers of a person and a film, from 0; y the stars from 0.5 to 5; "
                "extra['titles'] the films.",
                "source": "GroupLens, University of Minnesota, https://grouplens.org/datasets/movielens/",
                "licence": "research and teaching, no commercial use without permission; cite Harper & Konstan 2015, "
                "do not redistribute without the same conditions",
                "features": ("person", "film"),
            },
        ),
    )
}
