"""Against the operating system: files, devices, the network and system calls outside of the jail."""

ESCAPES = {
    "looks for solutions": """
import os
found = [os.path.join(folder, name) for folder, _, names in os.walk("/") for name in names
         if name.endswith((".ipynb", ".db")) or "01_perceptron.py" in name]
assert not found, found
""",
    "reads the environment of others": """
import glob
for path in glob.glob("/proc/[0-9]*/environ") + ["/proc/1/environ", "/proc/2/environ"]:
    try: print(open(path, "rb").read().count(b"="))
    except OSError: pass
""",
    "writes where it may not": """
import dlcourse, os, sys
for folder in (os.path.dirname(dlcourse.__file__), sys.prefix, sys.base_prefix, "/usr", "/etc", "/"):
    try:
        open(os.path.join(folder, "pwned"), "w").close()
        print("wrote", folder)
    except OSError: pass
""",
    "connects": """
import socket
for family, address in ((socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_UNIX, "/run/dbus/system_bus_socket"), (socket.AF_UNIX, "\\0abstract")):
    try:
        socket.socket(family).connect(address)
        print("connected", address)
    except OSError: pass
""",
    "mounts and unshares": """
import ctypes
libc = ctypes.CDLL(None)
print(libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None), libc.unshare(0x10000000), libc.unshare(0x20000), libc.ptrace(16, 1, 0, 0), libc.chroot(b"/tmp"))
""",
    "files for the next one": """
import os, site
for path in ("~/.ipython/profile_default/startup/00.py", "~/sitecustomize.py", "~/.config/matplotlib/matplotlibrc", "/tmp/next.py"):
    path = os.path.expanduser(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").write("raise SystemExit")
""",
    "system calls behind which holes were found": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
# io_uring_setup, bpf, userfaultfd, keyctl, perf_event_open, add_key, process_vm_readv, open_by_handle_at, clone3
for number in (425, 321, 323, 250, 298, 248, 310, 304, 435):
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0: print("allowed", number)
import socket
for family in range(3, 46):
    try: print("opened", socket.socket(family, socket.SOCK_RAW))
    except OSError: pass
""",
    "types into the terminal": """
import fcntl, os, termios
for name in ("/dev/tty", "/dev/pts/ptmx", "/dev/console"):
    try: fcntl.ioctl(os.open(name, os.O_RDWR), termios.TIOCSTI, b"x")
    except OSError: pass
""",
    "a shell": "!cat /etc/passwd; ls -R / 2>/dev/null | wc -l; kill -9 -1",
}  # fmt: skip
