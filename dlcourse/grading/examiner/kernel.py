"""Asking the student's kernel: one request at a time, over the Jupyter protocol, with limits on time and size."""

import json
import time
from collections.abc import Callable

import zmq
from jupyter_client import BlockingKernelClient

MIME = "application/vnd.dlcourse.reply+json"
MAX_MESSAGE_BYTES = 400 * 1024 * 1024
SECONDS_TO_STOP = 5


class NoAnswer(Exception):
    """The kernel did not answer, or not as agreed; the message says so to the student."""


class StudentKernel:
    """The examiner's own line to a running kernel. Everything that comes back is data of unknown honesty."""

    def __init__(self, connection: dict, interrupt: Callable[[], None]) -> None:
        self._client = BlockingKernelClient(context=zmq.Context())
        # A larger message ends the connection before it is read into memory.
        self._client.context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        self._client.load_connection_info(connection)
        self._client.start_channels(shell=True, iopub=False, stdin=True, hb=False, control=False)
        self._interrupt = interrupt
        self.dead = ""  # why no further question makes sense
        self.seconds = 0.0  # spent waiting for answers

    def ask(self, request: dict, seconds: float, serve_callback: Callable[[dict], dict] | None = None) -> dict:
        """Send a request to the agent and give its reply. Raises NoAnswer, and TimeoutError after `seconds`."""
        if self.dead:
            raise NoAnswer(self.dead)
        source = f"__import__('dlcourse.grading.examiner.agent', fromlist=['reply']).reply({json.dumps(request)!r})"
        message = self._client.execute(
            "", silent=True, user_expressions={"reply": source}, allow_stdin=True, stop_on_error=False
        )
        asked = time.monotonic()
        reply = self._wait(message, asked + seconds, serve_callback)
        self.seconds += time.monotonic() - asked
        if reply is None:
            self._interrupt()
            if self._wait(message, time.monotonic() + SECONDS_TO_STOP, None) is None:
                self.dead = "The kernel hangs: it does not react to being interrupted."
            raise TimeoutError
        return _reply_of(reply)

    def close(self) -> None:
        """End the line; the kernel itself is not touched."""
        self._client.stop_channels()
        self._client.context.destroy(linger=0)

    def _wait(self, message: str, deadline: float, serve_callback) -> dict | None:
        """The execute_reply to a message, serving callbacks meanwhile; None when the deadline comes first."""
        shell, stdin = self._client.shell_channel.socket, self._client.stdin_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(stdin, zmq.POLLIN)
        while (left := deadline - time.monotonic()) > 0:
            ready = dict(poller.poll(min(left, 1) * 1000))
            if stdin in ready and serve_callback:
                question = self._receive(stdin, message, "input_request")
                if question:
                    self._client.input(json.dumps(serve_callback(question["content"])))
            if shell in ready:
                reply = self._receive(shell, message, "execute_reply")
                if reply:
                    return reply["content"]
        return None

    def _receive(self, socket, parent: str, kind: str) -> dict | None:
        """One message of this kind in answer to `parent`; None when it is anything else."""
        try:
            _, parts = self._client.session.feed_identities(socket.recv_multipart(zmq.NOBLOCK))
            message = self._client.session.deserialize(parts)
            fits = message["parent_header"].get("msg_id") == parent and message["msg_type"] == kind
        except Exception:  # a wrong signature, broken JSON, a missing field: a message that was not sent to us
            return None
        return message if fits else None


def _reply_of(content) -> dict:
    """The agent's reply inside an execute_reply. Raises NoAnswer when it is not there."""
    try:
        text = content["user_expressions"]["reply"]["data"][MIME]
        reply = json.loads(text)
    except (KeyError, TypeError, ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise NoAnswer("The kernel's reply could not be read. Was something of Python's or IPython's own changed?")
    return reply
