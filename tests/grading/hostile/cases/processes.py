"""Against the operating system: processes, threads and signals, and a kernel that ends or never does."""

PROCESSES = {
    "leaves at once": "import os\nos._exit(0)",
    "exits politely": "exit()\nimport sys\nsys.exit(0)",
    "kills itself": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "kills everything": "import os, signal\nfor pid in (1, -1, *range(2, 5000)):\n    try: os.kill(pid, signal.SIGTERM)\n    except OSError: pass",
    "stops itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "a fork bomb": "import os\ntry:\n    while True: os.fork()\nexcept OSError as error: print(error)",
    "much memory in many processes": """
import os, time
for _ in range(12):
    if os.fork() == 0:
        hoard = b"x" * 500_000_000
        time.sleep(3600)
time.sleep(3600)
""",
    "countless sockets": """
import os, socket, time
for _ in range(20):
    if os.fork() == 0:
        held = [socket.socketpair() for _ in range(210)]
        time.sleep(3600)
time.sleep(3600)
""",
    "computes in many processes": """
import os
for _ in range(50):
    if os.fork() == 0:
        os.setsid()
        while True: pass
""",
    "leaves a daemon": """
import os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        import time
        time.sleep(3600)
    os._exit(0)
""",
    "threads that never end": "import threading\nfor _ in range(5): threading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()",
    "atexit handlers": "import atexit\natexit.register(lambda: [None for _ in iter(int, 1)])",
    "ignores being interrupted": """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True: pass
""",
    "swallows being interrupted": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "closes every file": "import os\nos.closerange(0, 4096)",
    "crashes Python": "import ctypes\nctypes.string_at(0)",
    "a deep recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "replaces signal handlers": "import signal\nfor n in range(1, 64):\n    try: signal.signal(n, lambda *a: None)\n    except (OSError, ValueError): pass",
    "gigabytes of threads": "import threading\ntry:\n    for _ in range(10_000): threading.Thread(target=threading.Event().wait, daemon=True).start()\nexcept RuntimeError as error: print(error)",
}  # fmt: skip
