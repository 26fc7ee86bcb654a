"""`load` by name: what every set gives, and what happens when it cannot be loaded."""

import hashlib

import numpy as np
import pytest

from dlcourse import data
from dlcourse.data import cache
from dlcourse.data.makers import reviews
from dlcourse.data.makers.machines import COLUMNS, NOISE, energy_of
from dlcourse.data.makers.machines import make as make_machines
from dlcourse.data.makers.sketches import make

OFFLINE = data.names("library") + data.names("made")


@pytest.fixture(autouse=True, scope="module")
def one_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DLCOURSE_DATA", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.mark.parametrize("name", OFFLINE)
def test_a_set_has_matching_arrays_and_a_description(name):
    d = data.load(name)
    assert d.name == name and len(d.x_train) > len(d.x_test) > 0
    for x, y in d:
        assert len(x) == len(y)
    assert d.x_train.shape[1:] == d.x_test.shape[1:] and d.x_train.dtype == d.x_test.dtype
    for text in (str(d), d._repr_html_()):
        assert str(d.x_train.shape) in text and "licence" in text and d.title in text
    if d.classes:
        assert set(d.y_train) == set(d.y_test) == set(range(len(d.classes)))
    if d.features:
        table = d.y_train if d.task == "series" else d.x_train
        assert len(d.features) == (table.shape[1] if table.ndim == 2 else 1)
    if d.task == "series":
        assert (np.diff(np.concatenate([d.x_train, d.x_test])) > np.timedelta64(0)).all()


@pytest.mark.parametrize("name", OFFLINE)
def test_a_set_is_the_same_every_time(name):
    first, second = data.load(name), data.load(name)
    np.testing.assert_array_equal(first.x_train, second.x_train)
    np.testing.assert_array_equal(first.y_test, second.y_test)


def test_no_example_of_the_test_part_is_also_in_the_training_part():
    for name in ("digits", "diabetes", "sketches", "reviews_en", "reviews_ko", "ratings"):
        d = data.load(name)
        train, test = ({hashlib.sha256(np.asarray(row).tobytes()).digest() for row in x} for x in (d.x_train, d.x_test))
        assert not train & test, name


def test_a_misspelt_name_gets_a_suggestion():
    with pytest.raises(data.DataError, match="Did you mean 'sketches'"):
        data.load("sketchs")


def test_a_damaged_cache_is_made_again_and_an_unwritable_one_is_no_error(tmp_path, monkeypatch):
    def three():
        return {"x": np.arange(3)}

    monkeypatch.setenv("DLCOURSE_DATA", str(tmp_path))
    cache.kept_arrays("set", 1, three)
    file = tmp_path / "set-v1.npz"
    file.write_bytes(file.read_bytes()[:50])
    assert list(cache.kept_arrays("set", 1, three)["x"]) == [0, 1, 2]
    assert list(cache.kept_arrays("set", 1, lambda: 1 / 0)["x"]) == [0, 1, 2]  # from the new cache
    assert [path.name for path in tmp_path.iterdir()] == ["set-v1.npz"]

    (tmp_path / "a file").touch()
    monkeypatch.setenv("DLCOURSE_DATA", str(tmp_path / "a file"))
    assert list(cache.kept_arrays("set", 1, three)["x"]) == [0, 1, 2]


def test_a_missing_shipped_file_is_named():
    with pytest.raises(data.DataError, match=r"data/nothing\.tsv is not there"):
        cache.shipped("nothing.tsv")


def test_the_files_in_data_are_those_that_the_maker_writes(tmp_path):
    for name, language in (("reviews_en", "en"), ("reviews_ko", "ko")):
        reviews.write_file(tmp_path / name, language)
        assert (tmp_path / name).read_bytes() == cache.shipped(f"{name}.tsv").read_bytes()
    assert sum(file.stat().st_size for file in cache.shipped("README.md").parent.iterdir()) < 10_000_000


@pytest.mark.parametrize("name", ["reviews_en", "reviews_ko"])
def test_reviews_are_many_and_different_and_counting_words_does_not_solve_them(name):
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    d = data.load(name)
    assert len({*d.x_train, *d.x_test}) == 800
    bag = make_pipeline(CountVectorizer(), LogisticRegression(max_iter=1000)).fit(d.x_train, d.y_train)
    assert 0.7 < bag.score(d.x_test, d.y_test) < 0.95


def test_sketches_differ_even_within_one_class():
    made = make(train=40, test=10)
    flat = made["x_train"].reshape(40, -1).astype(float)
    assert made["x_train"].dtype == np.uint8 and len(np.unique(flat, axis=0)) == 40
    ink = (flat > 150).mean(axis=1)
    assert (ink > 0.01).all() and (ink < 0.6).all()


def test_temperature_has_the_autocorrelation_that_it_names():
    d = data.load("temperature")
    noise = np.concatenate([d.y_train, d.y_test]) - d.extra["season"]
    assert np.corrcoef(noise[1:], noise[:-1])[0, 1] == pytest.approx(d.extra["memory"], abs=0.03)
    assert (noise[1:] - d.extra["memory"] * noise[:-1]).std() == pytest.approx(d.extra["shock"], rel=0.05)


def test_the_weather_of_the_coast_has_a_daily_cycle_and_autocorrelation():
    d = data.load("coast")
    days = np.concatenate([d.y_train, d.y_test]).reshape(-1, 24)
    assert days.mean(axis=0).argmax() in (14, 15, 16)
    weather = days.ravel() - np.tile(days.mean(axis=0), len(days))
    assert np.corrcoef(weather[1:], weather[:-1])[0, 1] > 0.9
    assert np.corrcoef(weather[6:], weather[:-6])[0, 1] > np.corrcoef(weather[24:], weather[:-24])[0, 1]


def test_rain_reaches_the_river_hours_later_and_more_of_it_from_wet_soil():
    d = data.load("river")
    flow, rain = np.concatenate([d.y_train, d.y_test]).T
    rise = np.diff(flow)
    by_delay = [np.corrcoef(rain[: -1 - delay], rise[delay:])[0, 1] for delay in range(12)]
    assert np.argmax(by_delay) == d.extra["delay"] - 1  # rise[t] is what happens between t and t + 1

    hours = np.arange(24, len(rain) - d.extra["delay"])
    hours = hours[rain[hours] > 1]
    day_before = np.array([rain[t - 24 : t].sum() for t in hours])
    share = rise[hours + d.extra["delay"] - 1] / rain[hours]
    assert share[day_before > 10].mean() > 1.2 * share[day_before < 5].mean()


def test_whistled_words_differ_only_in_the_order_of_their_tones():
    from sklearn.linear_model import LogisticRegression

    d = data.load("tones")
    train, test = (np.abs(np.fft.rfft(x / 32768))[:, :1024].reshape(len(x), 64, 16).mean(axis=-1) for x, _ in d)
    unordered = LogisticRegression(max_iter=1000).fit(train, d.y_train)
    assert unordered.score(test, d.y_test) < 0.4
    assert d.x_train.dtype == np.int16 and np.abs(d.x_train).max() == 20_000 and d.extra["rate"] == 8_000


def test_returns_of_stocks_do_not_depend_on_yesterday():
    returns = np.diff(np.log(data.load("stocks").y_train), axis=0)
    for one in returns.T:
        assert abs(np.corrcoef(one[1:], one[:-1])[0, 1]) < 0.08  # three standard deviations
    np.testing.assert_allclose(returns.std(axis=0), data.load("stocks").extra["volatility"], rtol=0.08)


def test_ratings_come_from_three_tastes():
    d = data.load("ratings")
    true = d.extra["true"]
    centred = true - true.mean(axis=0) - true.mean(axis=1)[:, None] + true.mean()
    assert np.linalg.matrix_rank(centred, tol=1e-8 * np.linalg.norm(centred)) == 3
    assert set(d.x_test[:, 0]) <= set(d.x_train[:, 0]) and set(d.x_test[:, 1]) <= set(d.x_train[:, 1])
    error = d.y_test - np.clip(true[d.x_test[:, 0], d.x_test[:, 1]], 0.5, 5)
    assert error.std() < 0.45 < d.y_test.std() / 2


def test_ratings_have_dates_and_their_other_arrays_do_not_depend_on_these():
    d = data.load("ratings")
    for part in ("train", "test"):
        times = d.extra[f"times_{part}"]
        assert times.shape == getattr(d, f"y_{part}").shape and times.dtype == "datetime64[D]"
    arrays = (d.x_train, d.y_train, d.x_test, d.y_test)
    digest = hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()
    assert digest.startswith("c8e36b6e7ab05f0f")


def test_a_pillow_comes_without_instructions():
    for name, words in (
        ("reviews_en", ("novel", "pillow", "instructions")),
        ("reviews_ko", ("소설", "베개", "설명서")),
    ):
        d = data.load(name)
        *things, instructions = words
        assert not [t for t in (*d.x_train, *d.x_test) if instructions in t and any(thing in t for thing in things)]


def test_machines_depend_on_the_seed_and_few_break_down():
    one, again, other = (make_machines(train=300, test=100, seed=seed) for seed in (1, 1, 2))
    assert one["x_train"].shape == (300, 8) and one["fault_test"].shape == (100,)
    np.testing.assert_array_equal(one["x_test"], again["x_test"])
    assert not np.array_equal(one["x_train"], other["x_train"])
    d = data.load("machines")
    faults = np.concatenate([d.extra["fault_train"], d.extra["fault_test"]])
    assert set(faults) == {0, 1} and 0.06 < faults.mean() < 0.12


def test_a_linear_model_explains_only_a_part_of_the_energy():
    made = make_machines(train=3000, test=3000, seed=4)
    x = (made["x_train"] - made["x_train"].mean(axis=0)) / made["x_train"].std(axis=0)
    new = (made["x_test"] - made["x_train"].mean(axis=0)) / made["x_train"].std(axis=0)
    weights = np.linalg.lstsq(np.c_[x, np.ones(3000)], made["y_train"], rcond=None)[0]
    off = made["y_test"] - np.c_[new, np.ones(3000)] @ weights
    truth = made["y_test"] - energy_of(_standard(made["x_test"]))
    assert 0.6 < off.std() / made["y_test"].std() < 0.95
    assert truth.std() == pytest.approx(NOISE, rel=0.05)


def _standard(x):
    mean, spread = np.array(list(COLUMNS.values())).T
    return (x - mean) / spread
