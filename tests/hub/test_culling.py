"""A server that nobody uses is ended, and the next log-in starts it anew with the work still there."""

import pytest

from tests.hub.accounts import STUDENTS
from tests.hub.hub import Person, hub, wait_until

pytestmark = [pytest.mark.needs("root", "npm", "bubblewrap"), pytest.mark.slow]


def test_an_idle_server_is_ended(server):
    with hub(server.folder, server.programs, DLCOURSE_IDLE_SECONDS="3") as address:
        student = Person(address, STUDENTS[0], server.passwords[STUDENTS[0]]).start()
        wait_until(lambda: not student.server(), 60, "the idle server is ended")
