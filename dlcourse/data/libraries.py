"""Real data that come with scikit-learn and statsmodels, so that nothing is downloaded.

Source and licence texts follow the libraries' own descriptions (`load_digits().DESCR`, `co2.COPYRIGHT`, …).
"""

from typing import Any

import numpy as np

from dlcourse.data.dataset import Dataset
from dlcourse.data.split import split_at_random, split_in_time

UCI = "UCI Machine Learning Repository, shipped with scikit-learn (sklearn.datasets)"
CC_BY = "CC BY 4.0 (UCI); scikit-learn's copy: BSD 3-Clause"
STATSMODELS = "shipped with statsmodels (statsmodels.datasets)"
PUBLIC_DOMAIN = "public domain"


def digits() -> Dataset:
    """1,797 images (8, 8) of handwritten digits; ten classes."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return Dataset(
        name="digits",
        title="handwritten digits, 8 × 8 pixels",
        kind="library",
        task="classification",
        about="A grey image of one digit; a pixel is the amount of ink from 0 to 16.",
        source=f"Alpaydin & Kaynak 1998, {UCI}",
        licence=CC_BY,
        classes=tuple("0123456789"),
        **split_at_random(bunch.images, bunch.target, by_class=True),
    )


def iris() -> Dataset:
    """150 flowers, four lengths in cm each; three classes."""
    return _table("iris", "three kinds of iris flowers", "Four lengths of one flower, in cm.", "Fisher 1936")


def wine() -> Dataset:
    """178 wines, thirteen measurements each; three classes."""
    return _table(
        "wine", "wines of three growers", "Thirteen chemical measurements of one wine.", "Aeberhard & Forina 1991"
    )


def breast_cancer() -> Dataset:
    """569 tumours, thirty measurements each; two classes."""
    return _table(
        "breast_cancer",
        "breast tumours, malignant or benign",
        "Thirty measurements of the cell nuclei in one image of a tumour.",
        "Wolberg, Mangasarian, Street & Street 1993",
    )


def _table(name: str, title: str, about: str, authors: str) -> Dataset:
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")()
    return Dataset(
        name=name,
        title=title,
        kind="library",
        task="classification",
        about=about,
        source=f"{authors}, {UCI}",
        licence=CC_BY,
        classes=tuple(str(c) for c in bunch.target_names),
        features=tuple(str(f) for f in bunch.feature_names),
        **split_at_random(bunch.data, bunch.target, by_class=True),
    )


def diabetes() -> Dataset:
    """442 patients, ten measurements each, and a number to predict."""
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    return Dataset(
        name="diabetes",
        title="progression of diabetes after one year",
        kind="library",
        task="regression",
        about="Ten measurements of one patient, and how far the disease had progressed a year later (25 to 346).",
        source="Efron, Hastie, Johnstone & Tibshirani 2004, shipped with scikit-learn (sklearn.datasets)",
        licence="none stated by its authors; scikit-learn's copy: BSD 3-Clause",
        features=tuple(bunch.feature_names),
        **split_at_random(bunch.data, bunch.target),
    )


def co2() -> Dataset:
    """Weekly series of carbon dioxide, in parts per million, with gaps (NaN)."""
    from statsmodels.datasets import co2 as module

    frame = module.load_pandas().data
    dates = frame.index.to_numpy().astype("datetime64[D]")
    return _series(
        "co2",
        "carbon dioxide in the air of Mauna Loa, 1958 – 2001",
        "One week's mean, in parts per million by volume; some weeks are missing (NaN).",
        "Keeling & Whorf 2004, Carbon Dioxide Information Analysis Center",
        "co2 (ppmv)",
        dates,
        frame["co2"].to_numpy(),
    )


def elnino() -> Dataset:
    """Monthly series of the temperature of the sea, in °C."""
    from statsmodels.datasets import elnino as module

    table = module.load_pandas().data.to_numpy()  # (years, 1 + 12 months)
    first = np.datetime64(f"{int(table[0, 0])}-01", "M")
    values = table[:, 1:].ravel()
    return _series(
        "elnino",
        "temperature of the Pacific, 1950 – 2010",
        "One month's mean temperature of the sea surface off Peru, in °C.",
        "National Oceanic and Atmospheric Administration, Climate Prediction Center",
        "sea surface (°C)",
        first + np.arange(len(values)),
        values,
    )


def sunspots() -> Dataset:
    """Yearly series of the number of sunspots."""
    from statsmodels.datasets import sunspots as module

    frame = module.load_pandas().data
    years = np.array([np.datetime64(str(int(year)), "Y") for year in frame["YEAR"]])
    return _series(
        "sunspots",
        "sunspots, 1700 – 2008",
        "One year's mean number of sunspots.",
        "National Geophysical Data Center",
        "sunspots",
        years,
        frame["SUNACTIVITY"].to_numpy(),
    )


def _series(name: str, title: str, about: str, owner: str, quantity: str, dates: Any, values: Any) -> Dataset:
    return Dataset(
        name=name,
        title=title,
        kind="library",
        task="series",
        about=about,
        source=f"{owner}, {STATSMODELS}",
        licence=PUBLIC_DOMAIN,
        features=(quantity,),
        **split_in_time(dates, values),
    )


LIBRARIES = {f.__name__: f for f in (digits, iris, wine, breast_cancer, diabetes, co2, elnino, sunspots)}
