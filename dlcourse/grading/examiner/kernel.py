"""Asking the student's kernel: one request at a time, over the Jupyter protocol, with limits on time and size."""

import json
import time
from collections.abc import Callable

import zmq
from jupyter_client import BlockingKernelClient

MIME = "application/vnd.dlcourse.reply+json"
MAX_MESSAGE_BYTES = 100 * 1024 * 1024
MAX_WAITING = 4  # messages
SECONDS_TO_STOP = 5


class NoAnswer(Exception):
    """The kernel did not answer, or not as agreed; the message says so to the student."""


class StudentKernel:
    """The examiner's own line to a running kernel. Everything that comes back is data of unknown honesty.

    Many requests are one conversation, one execution in the kernel: the agent asks for input, what it asks is the reply
    to a request, and what is put in is the next request. An execution for each takes three times as long.
    """

    def __init__(self, connection: dict, interrupt: Callable[[], None]) -> None:
        self._client = BlockingKernelClient(context=zmq.Context())
        # A larger message ends the connection before it is read into memory, and the kernel speaks only when asked.
        self._client.context.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        self._client.context.setsockopt(zmq.RCVHWM, MAX_WAITING)
        # Where the connection has ended nobody would take what we send, and sending would wait for ever.
        self._client.context.setsockopt(zmq.SNDTIMEO, 1000 * SECONDS_TO_STOP)
        self._client.load_connection_info(connection)
        self._client.start_channels(shell=True, iopub=False, stdin=True, hb=False, control=False)
        self._interrupt = interrupt
        self._conversation = ""  # the message that began it; none while the kernel is free
        self.dead = ""  # why no further question makes sense
        self.seconds = 0.0  # spent waiting for answers

    def ask(self, request: dict, seconds: float, serve_callback: Callable[[dict], dict] | None = None) -> dict:
        """Send a request to the agent and give its reply. Raises NoAnswer, and TimeoutError after `seconds`."""
        if self.dead:
            raise NoAnswer(self.dead)
        asked = time.monotonic()
        self._say(json.dumps(request))
        reply = self._wait(asked + seconds, serve_callback)
        self.seconds += time.monotonic() - asked
        if self.dead:
            raise NoAnswer(self.dead)
        if reply is None:
            self._interrupt()
            self.rest()
            raise TimeoutError
        if not isinstance(reply, dict):
            raise NoAnswer("The kernel's reply could not be read. Was something of Python's or IPython's own changed?")
        return reply

    def rest(self) -> None:
        """End the conversation: the kernel is free for other cells."""
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self._conversation and not self.dead:
            self._say("")
            if self._wait(deadline, None) is None:
                self.dead = "The kernel hangs: it does not react to being interrupted."

    def close(self) -> None:
        """End the line; the kernel itself is not touched."""
        self.rest()
        self._client.stop_channels()
        self._client.context.destroy(linger=0)

    def _say(self, text: str) -> None:
        """Go on with the conversation, or begin one."""
        source = f"__import__('dlcourse.grading.examiner.agent', fromlist=['converse']).converse({text!r})"
        asking = {"silent": True, "user_expressions": {"reply": source}, "allow_stdin": True, "stop_on_error": False}
        try:
            if self._conversation:
                self._client.input(text)
            else:
                self._conversation = self._client.execute("", **asking)
        except zmq.Again:
            self.dead = "The kernel no longer listens."

    def _wait(self, deadline: float, serve_callback) -> object:
        """The agent's next reply as it came, callbacks being served meanwhile; None when the deadline comes first."""
        shell, stdin = self._client.shell_channel.socket, self._client.stdin_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(stdin, zmq.POLLIN)
        while not self.dead and (left := deadline - time.monotonic()) > 0:
            ready = dict(poller.poll(min(left, 1) * 1000))
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

    def _receive(self, socket, kind: str) -> dict | None:
        """The content of a message of this kind in our conversation; None when it is anything else."""
        try:
            _, parts = self._client.session.feed_identities(socket.recv_multipart(zmq.NOBLOCK))
            message = self._client.session.deserialize(parts)
            fits = message["parent_header"].get("msg_id") == self._conversation and message["msg_type"] == kind
            return message["content"] if fits and isinstance(message["content"], dict) else None
        except Exception:  # a wrong signature, broken JSON, a missing field: a message that was not sent to us
            return None


def _json_object(text) -> dict:
    """What this text says as JSON; nothing when that is no object."""
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _last_reply(content: dict) -> object:
    """The agent's reply in an execute_reply, which ends the conversation."""
    try:
        return _json_object(content["user_expressions"]["reply"]["data"][MIME])
    except (KeyError, TypeError):
        return "no reply"
