"""The real hub on the loopback device, and a person at it: log in, start a server, use it over the network."""

import json
import os
import signal
import socket
import struct
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psutil
import websocket


class RefusedError(Exception):
    """The answer's status is that of an error."""

    def __init__(self, status: int, text: str):
        super().__init__(f"{status}: {text}")
        self.status = status


@contextmanager
def hub(folder: Path, programs: Path, **environment: str) -> Iterator[str]:
    """JupyterHub with the configuration of deploy/hub, on free ports; yields its address."""
    proxy, backend, api = free_ports(3)
    state = folder / "hub"
    state.mkdir(mode=0o700, exist_ok=True)
    command = [programs / "jupyterhub", "-f", folder / "deploy" / "hub" / "jupyterhub_config.py"]
    command += [f"--JupyterHub.bind_url=http://127.0.0.1:{proxy}", f"--JupyterHub.hub_port={backend}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}"]
    command += [f"--ClassroomSpawner.runtime={folder / 'runtime'}"]
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    settings = kept | {"DLCOURSE_EXCHANGE": str(folder / "exchange")} | environment
    with (folder / "hub.log").open("a") as log:
        server = subprocess.Popen(command, cwd=state, env=settings, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{proxy}"
            wait_until(lambda: answers(f"{address}/hub/api/", server), 120, f"the hub answers; see {folder}/hub.log")
            yield address
        finally:
            family = [server, *psutil.Process(server.pid).children(recursive=True)] if server.poll() is None else []
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=90)
            for process in family[1:]:
                if process.is_running():
                    process.kill()


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens to."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [free.getsockname()[1] for free in sockets]
    for free in sockets:
        free.close()
    return ports


def answers(address: str, server: subprocess.Popen) -> bool:
    assert server.poll() is None, "the hub ended"
    try:
        urllib.request.urlopen(address, timeout=10).close()
        return True
    except OSError:
        return False


def wait_until(true, seconds: float, what: str) -> None:
    """Wait until `true()` is; fail with `what` after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited {seconds} s in vain until {what}"
        time.sleep(0.1)


class Person:
    """Someone who logged in with a password; `call` speaks to the hub, `at` to the person's own server."""

    def __init__(self, address: str, name: str, password: str):
        self.address, self.name, self.token, self.kernel = address, name, None, None
        self.token = self._log_in(password)

    def _log_in(self, password: str) -> str:
        """Fill in the form as a browser does, and ask for a token with the cookies that come back."""
        cookies = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        page = f"{self.address}/hub/login?next=%2Fhub%2Ftoken"
        tokens = f"{self.address}/hub/api/users/{self.name}/tokens"
        try:
            browser.open(page, timeout=60).close()
            form = {"username": self.name, "password": password, "_xsrf": _xsrf(cookies)}
            browser.open(page, urlencode(form).encode(), timeout=60).close()
            headers = {"Content-Type": "application/json", "X-XSRFToken": _xsrf(cookies)}
            with browser.open(urllib.request.Request(tokens, b"{}", headers), timeout=60) as reply:
                return json.load(reply)["token"]
        except urllib.error.HTTPError as problem:
            raise RefusedError(problem.code, problem.read().decode(errors="replace")[:2000]) from None

    def call(self, method: str, path: str, **data):
        """Ask the hub."""
        return self._ask(method, f"{self.address}/hub/api/{path}", data)

    def at(self, method: str, path: str, *, whose: str | None = None, **data):
        """Ask one's own server, or try someone else's."""
        return self._ask(method, f"{self.address}/user/{whose or self.name}/{path}", data)

    def _ask(self, method: str, address: str, data: dict):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"token {self.token}"
        body = json.dumps(data).encode() if data else b"" if method == "POST" else None
        try:
            with urllib.request.urlopen(
                urllib.request.Request(address, body, headers, method=method), timeout=300
            ) as r:
                text = r.read()
        except urllib.error.HTTPError as problem:
            raise RefusedError(problem.code, problem.read().decode(errors="replace")[:2000]) from None
        return json.loads(text) if text else None

    def server(self) -> dict:
        """What the hub says of one's server; nothing when there is none."""
        return self.call("GET", f"users/{self.name}")["servers"].get("", {})

    def start(self) -> "Person":
        """Start one's own server and wait until it is ready."""
        self.call("POST", f"users/{self.name}/server")
        wait_until(lambda: not self.server().get("pending"), 150, f"the server of {self.name} has started")
        assert self.server().get("ready"), f"the server of {self.name} did not start"
        return self

    def run(self, code: str) -> str:
        """What these lines of Python print in a kernel of this person's server. Errors become RuntimeError."""
        self.kernel = self.kernel or self.at("POST", "api/kernels", name="python3")["id"]
        path = f"user/{self.name}/api/kernels/{self.kernel}/channels"
        address = f"{self.address.replace('http', 'ws', 1)}/{path}"
        channel = websocket.create_connection(address, 600, header=[f"Authorization: token {self.token}"])
        try:
            return _execute(channel, code)
        finally:
            channel.close()

    def shell(self, command: str) -> str:
        """What a command prints in this person's home; a command that fails is an error."""
        lines = f"import subprocess\ndone = subprocess.run({command!r}, shell=True, capture_output=True, text=True)\n"
        return self.run(
            f"{lines}assert done.returncode == 0, done.stdout + done.stderr\nprint(done.stdout + done.stderr)"
        )


def _xsrf(cookies: CookieJar) -> str:
    """What the hub wants to get back with a form."""
    return [cookie.value for cookie in cookies if cookie.name == "_xsrf"][-1]


def _text(received: str | bytes) -> str | bytes:
    """The JSON of a message. One with raw data, of a widget, begins with where each of its parts starts."""
    if isinstance(received, str):
        return received
    start, end = struct.unpack("!II", received[4:12])
    return received[start:end]


def _execute(channel, code: str) -> str:
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False, "stop_on_error": True}
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "version": "5.3",
        "session": "",
        "username": "",
    }
    request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    channel.send(json.dumps(request))
    printed, problem = "", None
    while True:
        message = json.loads(_text(channel.recv()))
        if message["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "stream":
            printed += content["text"]
        elif kind == "error":
            problem = f"{content['ename']}: {content['evalue']}"
        elif kind == "status" and content["execution_state"] == "idle":
            if problem:
                raise RuntimeError(problem)
            return printed
