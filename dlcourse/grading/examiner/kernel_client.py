"""Asking the student's kernel: one request at a time, over the Jupyter protocol, with limits on time and size."""

import json
import time
from collections.abc import Callable
from typing import Any

import zmq
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import KernelConnectionInfo

from dlcourse.agent.wire_format import REPLY_MIME, parse
from dlcourse.checks.core.time_limit import TimeLimit

MAX_MESSAGE_BYTES = 100 * 1024 * 1024
MAX_WAITING = 4  # messages
SECONDS_TO_STOP = 5


class NoAnswerError(Exception):
    """The kernel did not answer, or not as agreed; the message says so to the student."""


class StudentKernel:
    """The examiner's own connection to a running kernel. Everything that comes back may be forged.

    Many requests are one conversation, one execution in the kernel: the agent asks for input, what it asks is the reply
    to a request, and what is put in is the next request. An execution for each takes three times as long.

    Args:
        interrupt: stops what the kernel is doing.
        clock: gives the seconds that processors have worked for the kernel; the wall clock where that is not known.
    """

    def __init__(
        self,
        connection: KernelConnectionInfo,
        interrupt: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = BlockingKernelClient(context=zmq.Context())
        # A larger message ends the connection before it is read into memory, and the kernel speaks only when asked.
        self._client.context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        self._client.context.setsockopt(zmq.RCVHWM, MAX_WAITING)
        # After the connection has ended, sending would otherwise wait without an end.
        self._client.context.setsockopt(zmq.SNDTIMEO, 1000 * SECONDS_TO_STOP)
        self._client.load_connection_info(connection)
        self._client.session.unpack = parse
        self._client.start_channels(shell=True, iopub=False, stdin=True, hb=False, control=False)
        self._interrupt, self.clock = interrupt, clock
        self._conversation = ""  # the message that began it; none while the kernel is free
        self.dead = ""  # why no further question makes sense
        self.seconds = 0.0  # spent waiting for answers

    def ask(self, request: dict, limit: TimeLimit, serve_callback: Callable[[dict], dict] | None = None) -> dict:
        """Send a request to the agent and give its reply. Raises NoAnswerError, and TimeoutError at the limit."""
        if self.dead:
            raise NoAnswerError(self.dead)
        asked = time.monotonic()
        self._say(json.dumps(request))
        reply = self._wait(limit, serve_callback)
        self.seconds += time.monotonic() - asked
        if self.dead:
            raise NoAnswerError(self.dead)
        if reply is None:
            if limit.worked() < limit.seconds / 10:  # no patience with a second answer that sleeps
                self.clock = time.monotonic
            self._interrupt()
            self.rest()
            raise TimeoutError
        if not isinstance(reply, dict):
            raise NoAnswerError("The kernel's reply could not be read. Was a part of Python or IPython changed?")
        return reply

    def rest(self) -> None:
        """End the conversation: the kernel is free for other cells."""
        limit = TimeLimit(SECONDS_TO_STOP, self.clock)
        while self._conversation and not self.dead:
            self._say("")
            if self._wait(limit, None) is None:
                self.dead = "The kernel hangs: it does not react to being interrupted."

    def close(self) -> None:
        """End the line; the kernel itself is not touched."""
        self.rest()
        self._client.stop_channels()
        self._client.context.destroy(linger=0)

    def _say(self, text: str) -> None:
        """Go on with the conversation, or begin one."""
        source = f"__import__('dlcourse.agent.agent', fromlist=['converse']).converse({text!r})"
        asking = {"silent": True, "user_expressions": {"reply": source}, "allow_stdin": True, "stop_on_error": False}
        try:
            if self._conversation:
                self._client.input(text)
            else:
                self._conversation = self._client.execute("", **asking)
        except zmq.Again:
            self.dead = "The kernel no longer listens."

    def _wait(self, limit: TimeLimit, serve_callback: Callable[[dict], dict] | None) -> object:
        """The agent's next reply as it came, callbacks being served meanwhile; None when the time is over first."""
        shell, stdin = self._client.shell_channel.socket, self._client.stdin_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(stdin, zmq.POLLIN)
        while not self.dead and not limit.is_over():
            ready = dict(poller.poll(int(limit.seconds_to_wait(most=1) * 1000)))
            if stdin in ready and (question := self._receive(stdin, "input_request")):
                said = _json_object(question.get("prompt"))
                if "reply" in said:
                    return said["reply"]
                # A callback; or the student's own code asks for input, and there is nobody who would type it.
                self._say(json.dumps(serve_callback(question)) if serve_callback else "")
            if shell in ready and (reply := self._receive(shell, "execute_reply")):
                self._conversation = ""
                return _last_reply(reply)
        return None

    def _receive(self, socket: zmq.Socket, kind: str) -> dict | None:
        """The content of a message of this kind in our conversation; None when it is anything else."""
        try:
            _, parts = self._client.session.feed_identities(socket.recv_multipart(zmq.NOBLOCK))
            message = self._client.session.deserialize(parts)
            fits = message["parent_header"].get("msg_id") == self._conversation and message["msg_type"] == kind
            return message["content"] if fits and isinstance(message["content"], dict) else None
        except Exception:  # a wrong signature, broken JSON, a missing field: a message that was not sent to us
            return None


def _json_object(text: Any) -> dict:
    """What this text says as JSON; nothing when that is no object."""
    try:
        value = parse(text)
    except (TypeError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _last_reply(content: dict) -> object:
    """The agent's reply in an execute_reply, which ends the conversation."""
    try:
        return _json_object(content["user_expressions"]["reply"]["data"][REPLY_MIME])
    except (KeyError, TypeError):
        return "no reply"
