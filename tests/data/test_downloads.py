"""Downloads: files of the right formats, made and served by the test itself, and what can go wrong."""

import dataclasses
import gzip
import hashlib
import http.server
import io
import json
import pickle
import socket
import tarfile
import threading
import zipfile

import numpy as np
import pytest

from dlcourse import data
from dlcourse.data import downloads, formats

RNG = np.random.default_rng(0)


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves bytes from memory, with ranges; may stop early, and remembers the requests."""

    files, stop_after, asked = {}, None, []

    def do_GET(self):
        content = Handler.files.get(self.path)
        if content is None:
            return self.send_error(404)
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        Handler.asked.append((self.path, start))
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start : Handler.stop_after])

    def log_message(self, *_):
        pass


@pytest.fixture
def served(tmp_path, monkeypatch):
    """`served(name, {file: bytes})` serves a set from this machine; returns the folder where it will be kept."""
    monkeypatch.setenv("DLCOURSE_DATA", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    Handler.files, Handler.stop_after, Handler.asked = {}, None, []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(name, contents):
        Handler.files = {f"/{file}": content for file, content in contents.items()}
        files = tuple(
            downloads.RemoteFile(
                f"http://127.0.0.1:{server.server_port}/{file}",
                None if downloads.SOURCES[name].files[0].hash is None else hashlib.sha256(content).hexdigest(),
            )
            for file, content in contents.items()
        )
        monkeypatch.setitem(downloads.SOURCES, name, dataclasses.replace(downloads.SOURCES[name], files=files))
        return tmp_path / name

    yield put
    server.shutdown()
    server.server_close()


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


def images(count, *shape):
    return RNG.integers(0, 256, size=(count, *shape), dtype=np.uint8)


def mnist():
    x, y = images(12, 28, 28), np.arange(12, dtype=np.uint8) % 10
    return {"mnist.npz": npz(x_train=x[:9], y_train=y[:9], x_test=x[9:], y_test=y[9:])}


def test_the_licence_is_shown_once_before_the_first_download(served, capsys):
    folder = served("mnist", mnist())
    d = data.load("mnist")
    assert d.x_train.shape == (9, 28, 28) and list(d.y_test) == [9, 0, 1] and d.kind == "download"
    assert "Licence: CC BY-SA 3.0" in capsys.readouterr().out
    data.load("mnist")
    assert "Licence" not in capsys.readouterr().out
    assert Handler.asked == [("/mnist.npz", 0)] and [f.name for f in folder.iterdir()] == ["mnist.npz"]


def test_fashion_mnist_reads_idx(served):
    def idx(array):
        head = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, dtype=">i4").tobytes()
        return gzip.compress(head + array.tobytes())

    x, y = images(5, 28, 28), np.array([3, 1, 4, 1, 5], dtype=np.uint8)
    served("fashion_mnist", {"a.gz": idx(x), "b.gz": idx(y), "c.gz": idx(x[:2]), "d.gz": idx(y[:2])})
    d = data.load("fashion_mnist")
    np.testing.assert_array_equal(d.x_train, x)
    assert list(d.y_train) == [3, 1, 4, 1, 5] and d.x_test.shape == (2, 28, 28)


def test_cifar_images_have_their_channels_last(served):
    picture = images(2, 32, 32, 3)
    rows = picture.transpose(0, 3, 1, 2).reshape(2, -1)
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for i, name in enumerate(
            ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"]
        ):
            content = pickle.dumps({b"data": rows, b"labels": [i, 9]})
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    served("cifar10", {"cifar-10-python.tar.gz": file.getvalue()})
    d = data.load("cifar10")
    np.testing.assert_array_equal(d.x_train[2:4], picture)
    assert list(d.y_train) == [0, 9, 1, 9, 2, 9, 3, 9, 4, 9] and list(d.y_test) == [5, 9]


def test_imdb_gives_lists_and_words(served):
    x = np.empty(2, dtype=object)
    x[:] = [[1, 14, 22], [1, 9]]
    y = np.array([1, 0])
    served(
        "imdb", {"imdb.npz": npz(x_train=x, y_train=y, x_test=x, y_test=y), "w.json": json.dumps({"film": 1}).encode()}
    )
    d = data.load("imdb")
    assert d.x_train[1] == [1, 9] and d.extra["word_index"] == {"film": 1} and "list of word numbers" in str(d)


def test_nsmc_leaves_out_empty_reviews_and_keeps_quotes(served):
    text = 'id\tdocument\tlabel\n1\t"재밌다\t1\n2\t\t0\n3\t별로\t0\n'.encode()
    served("nsmc", {"ratings_train.txt": text, "ratings_test.txt": text})
    d = data.load("nsmc")
    assert list(d.x_train) == ['"재밌다', "별로"] and list(d.y_train) == [1, 0]


def jena_csv(rows=10):
    head = ",".join(f'"{name}"' for name in ("Date Time", *formats.JENA_COLUMNS))
    lines = [f"01.02.2009 00:{i}0:00," + ",".join(str(i + j / 100) for j in range(14)) for i in range(rows // 2)]
    lines += [f"02.02.2009 00:{i}0:00," + ",".join(str(i + j / 100) for j in range(14)) for i in range(rows // 2)]
    return "\n".join([head, *lines]) + "\n"


def test_jena_reads_days_before_months(served):
    served("jena_climate", {"jena.csv.zip": zipped(**{"jena_climate_2009_2016.csv": jena_csv()})})
    d = data.load("jena_climate")
    assert d.x_train[1] == np.datetime64("2009-02-01T00:10:00") and d.y_train.shape == (8, 14)
    assert d.y_train[3, 2] == pytest.approx(3.02)


def test_movielens_numbers_people_and_films_from_zero(served):
    ratings = "userId,movieId,rating,timestamp\n" + "".join(
        f"{u},{m},{0.5 * u},0\n" for u in (1, 5) for m in (10, 70, 99)
    )
    movies = 'movieId,title,genres\n10,"Heat, The (1995)",Action\n70,Jumanji,X\n99,Babe,X\n'
    served(
        "movielens", {"m.zip": zipped(**{"ml-latest-small/ratings.csv": ratings, "ml-latest-small/movies.csv": movies})}
    )
    d = data.load("movielens")
    assert d.extra["titles"] == ("Heat, The (1995)", "Jumanji", "Babe") and d.extra["shape"] == (2, 3)
    for (person, _), stars in zip(d.x_train, d.y_train, strict=True):
        assert stars == 0.5 * (1, 5)[person]


def failure(name):
    with pytest.raises(data.DataError) as caught:
        data.load(name)
    message = str(caught.value)
    assert message.count("\n") == 0 and f"data.load('{downloads.SOURCES[name].instead}')" in message
    return message


def test_every_suggested_set_needs_no_network():
    offline = data.names("library") + data.names("made")
    assert {source.instead for source in downloads.SOURCES.values()} <= set(offline)


def test_a_file_with_a_wrong_hash_is_deleted(served):
    folder = served("mnist", mnist())
    Handler.files["/mnist.npz"] += b"x"
    assert "hash differs" in failure("mnist")
    assert list(folder.iterdir()) == []


def test_a_server_that_cannot_be_reached_is_named(served, monkeypatch):
    folder = served("mnist", mnist())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/mnist.npz"
    source = downloads.SOURCES["mnist"]
    gone = dataclasses.replace(source, files=(dataclasses.replace(source.files[0], url=url),))
    monkeypatch.setitem(downloads.SOURCES, "mnist", gone)
    assert "cannot be reached" in failure("mnist")
    assert list(folder.iterdir()) == []


def test_a_missing_file_on_the_server_is_reported(served):
    folder = served("mnist", mnist())
    Handler.files.clear()
    assert "404" in failure("mnist")
    assert list(folder.iterdir()) == []


def test_a_broken_download_continues_where_it_stopped(served):
    folder = served("mnist", mnist())
    Handler.stop_after = 9000
    assert "8,192 bytes are kept" in failure("mnist")
    assert [f.name for f in folder.iterdir()] == ["mnist.npz.part"]
    Handler.stop_after = None
    assert len(data.load("mnist").x_train) == 9
    assert Handler.asked == [("/mnist.npz", 0), ("/mnist.npz", 8192)]
    assert [f.name for f in folder.iterdir()] == ["mnist.npz"]


def test_a_full_disk_leaves_no_file(served):
    folder = served("mnist", mnist())
    folder.mkdir()
    (folder / "mnist.npz.part").symlink_to("/dev/full")  # every write to it fails as on a full disk
    assert "the disk is full" in failure("mnist")
    assert list(folder.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made_is_reported(served, tmp_path, monkeypatch):
    served("mnist", mnist())
    (tmp_path / "file").touch()
    monkeypatch.setenv("DLCOURSE_DATA", str(tmp_path / "file"))
    assert "cannot be written" in failure("mnist")


def test_a_truncated_file_in_the_cache_is_downloaded_again(served):
    folder = served("mnist", mnist())
    data.load("mnist")
    file = folder / "mnist.npz"
    file.write_bytes(file.read_bytes()[:1000])
    assert len(data.load("mnist").x_train) == 9


def test_a_damaged_file_without_a_published_hash_is_found_by_its_format(served):
    whole = zipped(**{"jena_climate_2009_2016.csv": jena_csv()})
    folder = served("jena_climate", {"jena.csv.zip": whole})
    for damaged in (whole[:-30], zipped(**{"jena_climate_2009_2016.csv": jena_csv().replace("rh (%)", "rain")})):
        Handler.files["/jena.csv.zip"] = damaged
        assert "not what was expected" in failure("jena_climate")
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("name", "module"), [("mnist", "mnist"), ("cifar10", "cifar10"), ("imdb", "imdb")])
def test_hashes_are_those_that_keras_publishes(name, module):
    from importlib.util import find_spec
    from pathlib import Path

    text = (Path(find_spec("keras").origin).parent / "src" / "datasets" / f"{module}.py").read_text(encoding="utf-8")
    for file in downloads.SOURCES[name].files:
        assert file.hash.removeprefix("md5:") in text and file.url.rsplit("/", 1)[1] in text
