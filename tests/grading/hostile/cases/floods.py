"""Against the operating system: more memory, disk, output or source text than there is room for."""

FLOODS = {
    "a memory bomb": "hoard = []\ntry:\n    while True: hoard.append(bytearray(10**8))\nexcept MemoryError: print('full')",
    "memory that no process has": """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for _ in range(4):
    segment = libc.shmget(0, ctypes.c_size_t(2**28), 0o600)
    if segment < 0: break
    address = libc.shmat(segment, None, 0)
    ctypes.memset(address, 1, 2**28)
    libc.shmdt(ctypes.c_void_p(address))
""",
    "fills the disk": """
import os
try:
    for i in range(10_000):
        with open(f"/tmp/fill{i}", "wb") as file: file.write(b"x" * 10**8)
except OSError as error: print(error)
""",
    "fills the folder of the sockets": "try:\n    open('/kernel/fill', 'wb').write(b'x' * 10**7)\nexcept OSError as error: print(error)",
    "prints without end": "while True: print('x' * 10_000)",
    "displays without end": "while True: display('x' * 10_000)",
    "one output in nine hundred places": """
from IPython.display import update_display
for _ in range(900): display("x", display_id="a")
update_display("y" * 4_000_000, display_id="a")
""",
    "one enormous output": "print('x' * 200_000_000)",
    "tells widgets gigabytes": """
from comm import create_comm
while True: create_comm(target_name="jupyter.widget", data={"state": {"value": "x" * 1_000_000}})
""",
    "outputs without number": "while True: display(None)",
    "a flood of messages signed beforehand": """
kernel = get_ipython().kernel
content = {"data": {"text/plain": "x" * 10_000_000}, "metadata": {}, "transient": {}}
message = kernel.session.serialize(kernel.session.msg("display_data", content, parent=kernel.get_parent()), ident=b"display_data")
while True: kernel.iopub_socket.send_multipart(message, copy=False)
""",
    "a flood on a line where nobody listens": """
kernel = get_ipython().kernel
message = kernel.session.serialize(kernel.session.msg("input_request", {"prompt": "x" * 10_000_000, "password": False}))
while True: kernel.stdin_socket.send_multipart([kernel.get_parent("shell")["header"]["session"].encode(), *message], copy=False)
""",
    "replies of hundreds of megabytes": """
from dlcourse.agent import agent
agent.serve = lambda request, shell: {"result": ["list", [["list", []]] * 8_000_000]}
""",
    "answers that become gigabytes when they are compared": """
import numpy as np
from dlcourse.agent import agent
honest, column = agent.serve, {"result": agent._pack(np.ones((12_000, 1, 1), "uint8"))}
agent.serve = lambda request, shell: column if request["do"] == "call" else honest(request, shell)
""",
    "a list that is small until it is read": """
from IPython.display import display
display({"application/json": [[]] * 6_000_000}, raw=True)
""",
    "a cell that is one enormous list": "numbers = [" + "0," * 300_000 + "]",
    "a cell nested beyond all reading": "number = " + "-" * 3_000 + "1",
}  # fmt: skip
