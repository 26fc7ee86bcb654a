"""Play a person at a terminal who starts JupyterLab, waits until it answers, and stops it with Ctrl-C.

    person.py make lab

A program of its own, for any Python. JupyterLab writes its address into a file in JUPYTER_RUNTIME_DIR.
"""

import json
import os
import pty
import select
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 400  # seconds; the first start also sets up the environment
CTRL_C = b"\x03"


def main(command: list[str]) -> None:
    """Run the command at a terminal, and stop it once JupyterLab answers."""
    runtime = Path(os.environ["JUPYTER_RUNTIME_DIR"])
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    screen = watch(terminal, lambda _: answers(runtime), "JupyterLab answers")
    server = read(runtime)
    os.write(terminal, CTRL_C)
    screen += watch(terminal, lambda text: "Shut down" in text, "JupyterLab asks whether to stop")
    os.write(terminal, CTRL_C)
    screen += watch(terminal, lambda _: False, "it stops")
    os.waitpid(process, 0)
    if any(runtime.glob("jpserver-*.json")):
        sys.exit(f"JupyterLab did not end well:\n{screen}")
    assert server is not None  # it has answered
    print(f"JupyterLab answered at {server['url']}, in {server['root_dir']}, and stopped.")


def watch(terminal: int, true, what: str) -> str:
    """Read what the terminal shows until `true(text)` holds, or until the program has ended; returns the text."""
    text, end = "", time.monotonic() + PATIENCE
    while not true(text):
        if time.monotonic() > end:
            sys.exit(f"{text}\nwaited {PATIENCE} s, but this did not happen: {what}")
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                text += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # the program has closed the terminal
                if what != "it stops":
                    sys.exit(f"{text}\nthe command ended before {what}")
                break
    return text


def read(runtime: Path) -> dict | None:
    """What JupyterLab wrote about itself; None as long as it has written nothing."""
    try:
        return json.loads(next(runtime.glob("jpserver-*.json")).read_text())
    except (StopIteration, FileNotFoundError, ValueError):
        return None


def answers(runtime: Path) -> bool:
    """Whether the server that is described in this folder answers."""
    server = read(runtime)
    if not server:
        return False
    address = f"{server['url']}api/status"
    request = urllib.request.Request(address, headers={"Authorization": f"token {server['token']}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return "started" in json.load(reply)
    except OSError:
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
