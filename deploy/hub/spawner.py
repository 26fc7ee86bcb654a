"""Start a person's JupyterLab as a process of the person's account, with limits and private files."""

import grp
import os
import pwd
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner
from limits import Limits, set_limits
from traitlets import Instance, Unicode

SETTINGS = Path(__file__).resolve().parent / "settings"
STUDENT = Path(__file__).resolve().parents[2] / "dlcourse" / "lab_settings" / "student"  # as for `dlcourse lab`


def is_member(account: str, group: str) -> bool:
    """Whether a system account belongs to a system group."""
    return grp.getgrnam(group).gr_gid in os.getgrouplist(account, pwd.getpwnam(account).pw_gid)


def private_folder(parent: Path, account: str) -> Path:
    """Make a folder that only this account can open, in a parent folder that only root can write."""
    parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder = parent / account
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = pwd.getpwnam(account)
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


class ClassroomSpawner(LocalProcessSpawner):
    """JupyterLab for students; with Formgrader, in the course's folder, for instructors."""

    limits = Instance(Limits, (), help="The limits of each process of a student.").tag(config=True)
    instructors = Unicode("dlcourse-instructors", help="The system group of the instructors.").tag(config=True)
    course = Unicode("dlcourse", help="The folder of the course in an instructor's home.").tag(config=True)
    runtime = Unicode("/run/dlcourse", help="Holds each account's folder for sockets of kernels.").tag(config=True)

    async def start(self):
        instructor = is_member(self.user.name, self.instructors)
        self.environment = self.environment | {
            "JUPYTER_CONFIG_PATH": str(SETTINGS) if instructor else f"{STUDENT}{os.pathsep}{SETTINGS}",
            # Kernels listen on sockets in a folder of their owner: others could connect to a port, or occupy it.
            "JUPYTER_RUNTIME_DIR": str(private_folder(Path(self.runtime), self.user.name)),
        }
        if instructor:
            self.notebook_dir = str(self.folder(self.user.name))
        return await super().start()

    def folder(self, name: str) -> Path:
        """The folder in which an instructor works: the course, or the home if there is no course yet."""
        home = Path(pwd.getpwnam(name).pw_dir)
        course = home / self.course
        return course if course.is_dir() else home

    def make_preexec_fn(self, name):
        """What the new process does before it becomes JupyterLab. Instructors have no limits."""
        become_the_account = super().make_preexec_fn(name)
        limited = not is_member(name, self.instructors)

        def before_it_runs():
            os.umask(0o077)
            if limited:
                set_limits(self.limits)
            become_the_account()
            if not limited:
                os.chdir(self.folder(name))  # Formgrader reads the course's settings from where it starts

        return before_it_runs
