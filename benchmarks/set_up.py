"""Setting up on first use: how long `make environment` and the first `make lab` take, with and without downloads.

Prints elapsed time and CPU time in seconds. The cold runs use an empty cache of their own, so their time depends on the
network. The checkout is cloned into a folder called dlcourse, as the README says.

    python benchmarks/set_up.py [--runs 3]
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).resolve().parents[1]
SECONDS = 600


def timed(action) -> tuple[float, float]:
    """Elapsed time of the action, and CPU time of the processes that it waited for, in seconds."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    action()
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_environment(course: Path, cache: Path | None) -> None:
    where = {"UV_CACHE_DIR": str(cache), "PIP_NO_CACHE_DIR": "1"} if cache else {}
    subprocess.run(["make", "environment"], cwd=course, env=os.environ | where, stdout=subprocess.DEVNULL, check=True)


def open_lab(course: Path, scratch: Path) -> None:
    """`make lab`, until JupyterLab answers; then it is stopped as with Ctrl-C."""
    runtime, settings = scratch / "runtime", scratch / "settings"
    settings.mkdir()
    about = {"ServerApp": {"allow_root": True, "open_browser": False}}
    (settings / "jupyter_server_config.json").write_text(json.dumps(about), encoding="utf-8")
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_CONFIG_DIR": str(settings)}
    lab = subprocess.Popen(["make", "lab"], cwd=course, env=environment, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        deadline = time.monotonic() + SECONDS
        while not _answers(runtime):
            if lab.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("make lab did not open JupyterLab.")
            time.sleep(0.1)
    finally:
        os.killpg(lab.pid, signal.SIGTERM)
        lab.wait()


def _answers(runtime: Path) -> bool:
    for path in runtime.glob("jpserver-*.json"):
        try:
            server = json.loads(path.read_text(encoding="utf-8"))
            urllib.request.urlopen(f"{server['url']}api/status?token={server['token']}", timeout=5).close()
            return True
        except (OSError, ValueError):
            return False
    return False


def measure(cold: bool) -> dict[str, tuple[float, float]]:
    """One clone, set up and opened."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as scratch:
        course, cache = Path(scratch, "dlcourse"), Path(scratch, "cache")
        subprocess.run(["git", "clone", "--quiet", CHECKOUT, course], check=True)
        found = {"set up": timed(lambda: make_environment(course, cache if cold else None))}
        found["set up again"] = timed(lambda: make_environment(course, None))
        for what in ("first start of JupyterLab", "second start"):
            folder = Path(scratch, what)
            folder.mkdir()
            found[what] = timed(lambda folder=folder: open_lab(course, folder))
        return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    if not shutil.which("make"):
        raise SystemExit("This needs make.")
    for cold in (False, True):
        results = [measure(cold) for _ in range(runs)]
        print(f"{'empty' if cold else 'warm'} cache, medians of {runs}: seconds on the clock, of the processor")
        for what in results[0]:
            walls, cpus = zip(*(result[what] for result in results), strict=True)
            print(f"  {what:26} {median(walls):6.1f} {median(cpus):6.1f}   ({min(walls):.1f} to {max(walls):.1f})")
