"""Fetch one file: pooch checks and names it, we resume, show progress, and say what went wrong in one sentence."""

import contextlib
from pathlib import Path

from dlcourse.data.cache import FULL
from dlcourse.data.errors import DataError

CHUNK, TIMEOUT = 1 << 13, 30  # bytes; seconds without a byte


def fetch(url: str, known_hash: str | None, path: Path, *, name: str, instead: str) -> None:
    """Have `url` at `path`, checked against its hash. Raises `DataError`; `path` is never half-written.

    What arrived before a connection broke stays in `path` + ".part", and the next call goes on from there.
    """
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    part = path.with_name(path.name + ".part")
    way_out = f"Or use data.load({instead!r}), which needs no network."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pooch.retrieve(url, known_hash, fname=path.name, path=path.parent, downloader=_Resuming(part))
    except requests.RequestException as error:
        kept = part.stat().st_size if part.is_file() else 0
        again = f"{kept:,} bytes are kept, and the next try goes on from there." if kept else "Try again later."
        raise DataError(f"{name} could not be downloaded: {_reason(error, url)}. {again} {way_out}") from None
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in FULL:
            cause = f"the disk is full ({path.parent}). Free some space, or set DLCOURSE_DATA to a folder elsewhere"
        else:
            cause = (
                f"{path.parent} cannot be written ({error.strerror or error}). Set DLCOURSE_DATA to a folder of yours"
            )
        raise DataError(f"{name} could not be kept: {cause}. {way_out}") from None
    except ValueError:  # pooch's word for a wrong hash
        part.unlink(missing_ok=True)
        raise DataError(
            f"What {url} sent for {name} is not the published file: its hash differs. It has been thrown away. "
            f"Something on the way may change downloads, or its owner has replaced the file. {way_out}"
        ) from None
    part.unlink(missing_ok=True)


def _reason(error, url: str) -> str:
    """The cause in words."""
    import requests

    host = url.split("/")[2]
    if isinstance(error, requests.HTTPError):
        return f"{host} answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return f"{host} stopped before the end of the file"
    if isinstance(error, requests.Timeout):
        return f"{host} does not answer"
    return f"{host} cannot be reached; is there a network"


class _Resuming:
    """A downloader for pooch that writes to `part` first, and goes on where an earlier one was cut off."""

    def __init__(self, part: Path):
        self.part = part

    def __call__(self, url, output_file, pooch, check_only=False):
        import requests

        done = self.part.stat().st_size if self.part.exists() else 0
        headers = {"Accept-Encoding": "identity"}  # the bytes as they lie there, so that positions mean something
        if done:
            headers["Range"] = f"bytes={done}-"
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
            if answer.status_code == 416:  # nothing lies beyond `done`: it is whole, or not ours; the hash will tell
                self.part.replace(output_file)
                return
            answer.raise_for_status()
            goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {done}-") and done > 0
            length = int(answer.headers.get("Content-Length", 0)) or None
            with open(self.part, "ab" if goes_on else "wb") as file, _progress(url, length, done * goes_on) as advance:
                for chunk in answer.iter_content(CHUNK):
                    file.write(chunk)
                    advance(len(chunk))
        self.part.replace(output_file)


class _progress:
    """A progress bar in bytes; `with _progress(…) as advance`, then `advance(bytes)`."""

    def __init__(self, url: str, length: int | None, done: int):
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self.bar = Progress(*columns)
        total = length + done if length else None
        self.task = self.bar.add_task(url.rsplit("/", 1)[1], total=total, completed=done)

    def __enter__(self):
        self.bar.start()
        return lambda count: self.bar.advance(self.task, count)

    def __exit__(self, *_):
        self.bar.stop()
