"""JupyterHub for one class on one server, with the server's accounts. README.md in this folder says how to set it up.

JupyterHub keeps its database and its secrets in the folder where it is started.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (given by traitlets)

HERE = Path(__file__).resolve().parent
PROGRAMS = Path(sys.prefix, "bin")
EXCHANGE = os.environ.get("DLCOURSE_EXCHANGE", "/srv/dlcourse/exchange")  # set-up.sh makes it
IDLE_SECONDS = int(os.environ.get("DLCOURSE_IDLE_SECONDS", 3600))
sys.path.insert(0, str(HERE))  # for spawner.py

# The hub listens on this machine only. A web server on this machine gives access from outside, by HTTPS.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.ConfigurableHTTPProxy.command = [str(HERE / "node_modules" / ".bin" / "configurable-http-proxy")]

# Accounts of this server in one of these groups can log in, with their password. Nobody is an administrator of the hub:
# an administrator could open any student's server.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"dlcourse-students", "dlcourse-instructors"}
c.PAMAuthenticator.admin_groups = set()

# Each person works in a process of the person's own account, in the account's home. Limits are in limits.py.
c.JupyterHub.spawner_class = "spawner.ClassroomSpawner"
c.Spawner.cmd = [str(PROGRAMS / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
c.Spawner.args = [f"--LabApp.app_settings_dir={HERE.parents[1] / 'dlcourse' / 'lab_settings'}"]  # no news, no updates
c.Spawner.environment = {
    "PATH": os.pathsep.join([str(PROGRAMS), "/usr/local/bin", "/usr/bin", "/bin"]),
    "DLCOURSE_EXCHANGE": EXCHANGE,
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
c.JupyterHub.concurrent_spawn_limit = 20

# A server that nobody used for an hour is ended. Work is saved in the home, and the next log-in starts a new server.
CULLER = [sys.executable, "-m", "jupyterhub_idle_culler"]
OFTEN = f"--cull-every={max(IDLE_SECONDS // 10, 1)}"
c.JupyterHub.services = [{"name": "idle-culler", "command": [*CULLER, f"--timeout={IDLE_SECONDS}", OFTEN]}]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
