"""Download one file: pooch verifies it; we resume a download, show progress, and give errors in plain words."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from dlcourse.data.cache import FULL
from dlcourse.data.errors import DataError

CHUNK, TIMEOUT = 1 << 13, 30  # bytes; seconds without a byte


def fetch(url: str, known_hash: str | None, path: Path, *, name: str, instead: str) -> None:
    """Download `url` to `path`, if it is not there, and verify its hash. `path` is never half-written.

    What arrived before a connection broke stays in `path` + ".part", and the next call continues from there.
    `name` is the data set's; `instead` the name of one that needs no network. Raises `DataError`.
    """
    import pooch
    import requests

    pooch.get_logger().setLevel("ERROR")
    part = path.with_name(path.name + ".part")
    alternative = f"Or use data.load({instead!r}), which needs no network."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        pooch.retrieve(url, known_hash, fname=path.name, path=path.parent, downloader=_Resuming(part))
    except requests.RequestException as error:
        kept = part.stat().st_size if part.is_file() else 0
        again = f"{kept:,} bytes are kept: run this again to continue." if kept else "Try again later."
        raise DataError(f"{name} could not be downloaded: {_reason(error, url)}. {again} {alternative}") from None
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if error.errno in FULL:
            cause = f"the disk is full ({path.parent}). Free some space, or set DLCOURSE_DATA to a folder elsewhere"
        else:
            cause = (
                f"{path.parent} cannot be written ({error.strerror or error}). "
                "Set DLCOURSE_DATA to a folder that you can write to"
            )
        raise DataError(f"{name} could not be saved: {cause}. {alternative}") from None
    except ValueError:  # raised by pooch for a wrong hash
        part.unlink(missing_ok=True)
        raise DataError(
            f"The file for {name} from {url} is not the published one: its hash differs. It has been deleted. "
            f"A proxy may change downloads, or the owner has replaced the file. {alternative}"
        ) from None
    part.unlink(missing_ok=True)


def _reason(error: Exception, url: str) -> str:
    """The cause of a failed request, in words."""
    import requests

    host = url.split("/")[2]
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{host} answered {error.response.status_code} {error.response.reason}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return f"the connection to {host} ended before the end of the file"
    if isinstance(error, requests.Timeout):
        return f"{host} does not answer"
    return f"{host} cannot be reached; check your network connection"


class _Resuming:
    """A downloader for pooch that writes to `part` first, and continues an earlier download that was cut off."""

    def __init__(self, part: Path) -> None:
        self.part = part

    def __call__(self, url: str, output_file: str, pooch: object, check_only: bool = False) -> None:
        import requests

        done = self.part.stat().st_size if self.part.exists() else 0
        headers = {"Accept-Encoding": "identity"}  # uncompressed, so that positions are positions in the file
        if done:
            headers["Range"] = f"bytes={done}-"
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
            if answer.status_code == 416:  # no bytes after `done`: complete, or another file; the hash will tell
                self.part.replace(output_file)
                return
            answer.raise_for_status()
            continues = answer.headers.get("Content-Range", "").startswith(f"bytes {done}-") and done > 0
            length = int(answer.headers.get("Content-Length", 0)) or None
            done = done if continues else 0
            part = open(self.part, "ab" if continues else "wb")  # noqa: SIM115 (closed by the block below)
            with part as file, _progress(url, length, done) as advance:
                for chunk in answer.iter_content(CHUNK):
                    file.write(chunk)
                    advance(len(chunk))
        self.part.replace(output_file)


class _progress:
    """A progress bar in bytes; `with _progress(…) as advance`, then `advance(bytes)`."""

    def __init__(self, url: str, length: int | None, done: int) -> None:
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self.bar = Progress(*columns)
        total = length + done if length else None
        self.task = self.bar.add_task(url.rsplit("/", 1)[1], total=total, completed=done)

    def __enter__(self) -> Callable[[int], None]:
        self.bar.start()
        return lambda count: self.bar.advance(self.task, count)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
