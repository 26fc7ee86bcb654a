"""A person at a terminal who opens JupyterLab, sees that it answers, and stops it with Ctrl-C.

    person.py make lab

Runs by itself, with any Python. The server's address is in the file that it leaves in JUPYTER_RUNTIME_DIR.
"""

import json
import os
import pty
import select
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 400  # seconds; the first start sets up
CTRL_C = b"\x03"


def main(command: list[str]) -> None:
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
    print(f"JupyterLab answered at {server['url']}, in {server['root_dir']}, and stopped.")


def watch(terminal: int, true, what: str) -> str:
    """Read what the terminal shows until `true` of it, or until the program has ended; returns it."""
    text, end = "", time.monotonic() + PATIENCE
    while not true(text):
        if time.monotonic() > end:
            sys.exit(f"{text}\nwaited {PATIENCE} s in vain until {what}")
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                text += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # nobody holds the other end any more
                if what != "it stops":
                    sys.exit(f"{text}\nthe command ended before {what}")
                break
    return text


def read(runtime: Path) -> dict | None:
    """What JupyterLab wrote about itself, once it has."""
    try:
        return json.loads(next(runtime.glob("jpserver-*.json")).read_text())
    except (StopIteration, FileNotFoundError, ValueError):
        return None


def answers(runtime: Path) -> bool:
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
