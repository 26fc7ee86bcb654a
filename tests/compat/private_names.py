"""The private names of other packages that dlcourse uses or replaces. `test_private_names.py` checks each.

A new release of a package may remove such a name. So each package named here has an upper bound in pyproject.toml.
"""

from typing import NamedTuple


class PrivateName(NamedTuple):
    """A package by its name for pip, the module and the attribute in it, and where and for what it is used."""

    package: str
    module: str
    attribute: str
    used: str

    def __str__(self) -> str:
        return f"{self.package}: {self.module}.{self.attribute}"


MANAGER = "grading/jupyter/manager.py"
KERNEL = "grading/jupyter/ipykernel_app.py"
EXAMINER = "grading/examiner/examiner.py"
SANITIZE = "grading/pages/sanitize.py"
EXCHANGE = "grading/lms/exchange.py"
AGENT = "agent/agent.py"

PRIVATE_NAMES = [
    PrivateName(*row)
    for row in (
        # Replaced by functions in `dlcourse.compat`.
        ("ipykernel", "ipykernel.debugger", "_is_debugpy_available", "compat/ipykernel.py: false, without debugpy"),
        ("ipykernel", "ipykernel.ipkernel", "sys", "compat/ipykernel.py: replaced while a kernel is made"),
        ("nbgrader", "nbgrader.api", "create_engine", "compat/nbgrader.py: one engine for all steps"),
        ("nbgrader", "nbgrader.api", "Base.metadata.create_all", "compat/nbgrader.py: looks for tables only once"),
        ("nbgrader", "nbgrader.nbgraderformat.common", "jsonschema.validate", "compat/nbgrader.py: replaced"),
        ("nbgrader", "nbgrader.utils", "parse_utc", "compat/nbgrader.py: replaced by our reader of times"),
        ("nbgrader", "nbgrader.apps.dbapp", "DbAssignmentAddApp.start", "compat/nbgrader.py: says what a date lacks"),
        ("nbgrader", "nbgrader.converters", "Autograde.init_notebooks", "compat/nbgrader.py: asks for every notebook"),
        ("nbgrader", "nbgrader.apps.dbapp", "DbStudentImportApp.start", "compat/nbgrader.py: reads any list"),
        ("nbgrader", "nbgrader.converters", "GenerateAssignment.start", "compat/nbgrader.py: keeps the old release"),
        ("nbgrader", "nbgrader.converters.base", "BaseConverter.init_notebooks", "compat/nbgrader.py: leaves out more"),
        (
            "nbgrader",
            "nbgrader.server_extensions.formgrader.handlers",
            "SubmissionFilesHandler.set_default_headers",
            "compat/jupyter_server.py: sets more headers",
        ),
        ("jsonschema", "jsonschema.validators", "validator_for", "compat/nbgrader.py: the second step of validate"),
        ("jsonschema", "jsonschema", "_format", "compat/jsonschema.py: this module imports rfc3987_syntax"),
        (
            "tensorflow",
            "tensorflow",
            "__spec__.loader.path",
            "compat/tensorflow.py: a package whose import is one file",
        ),
        # Overridden in subclasses.
        ("ipykernel", "ipykernel.kernelapp", "IPKernelApp.parse_command_line", f"{KERNEL} overrides it"),
        ("ipykernel", "ipykernel.kernelapp", "IPKernelApp.load_config_file", f"{KERNEL} overrides it"),
        ("ipykernel", "ipykernel.kernelapp", "IPKernelApp.init_code", f"{KERNEL} overrides it"),
        ("ipykernel", "ipykernel.kernelapp", "IPKernelApp.init_kernel", f"{KERNEL} overrides it"),
        ("jupyter-client", "jupyter_client", "AsyncKernelClient._context_default", f"{MANAGER} overrides it"),
        ("jupyter-client", "jupyter_client", "AsyncKernelClient._async_wait_for_ready", f"{MANAGER} overrides it"),
        ("jupyter-client", "jupyter_client", "AsyncKernelManager._async_request_shutdown", f"{MANAGER} overrides it"),
        ("jupyter-client", "jupyter_client", "AsyncKernelManager._async_wait", f"{MANAGER} overrides it"),
        ("nbclient", "nbclient", "NotebookClient._async_handle_timeout", f"{EXAMINER} overrides it"),
        ("nbgrader", "nbgrader.exchange.default", "ExchangeCollect._path_to_record", f"{EXCHANGE} overrides it"),
        ("nbgrader", "nbgrader.exchange.default", "ExchangeCollect._sort_by_timestamp", f"{EXCHANGE} overrides it"),
        ("nbgrader", "nbgrader.preprocessors", "SaveCells._create_notebook", "grading/book/cells.py overrides it"),
        ("nbconvert", "nbconvert.filters.markdown_mistune", "IPythonRenderer.image", f"{SANITIZE} overrides it"),
        ("nbconvert", "nbconvert.filters.markdown_mistune", "IPythonRenderer.block_math", f"{SANITIZE} overrides it"),
        ("nbconvert", "nbconvert.filters.markdown_mistune", "IPythonRenderer.inline_math", f"{SANITIZE} overrides it"),
        (
            "nbconvert",
            "nbconvert.filters.markdown_mistune",
            "IPythonRenderer.latex_environment",
            f"{SANITIZE} overrides it",
        ),
        (
            "keras",
            "keras.src.backend.tensorflow.trainer",
            "TensorFlowTrainer._maybe_symbolic_build",
            "compat/keras.py: builds metrics and optimizer, too",
        ),
        # Called, read or set.
        ("keras", "keras.src.trainers.trainer", "Trainer._symbolic_build", "compat/keras.py calls it"),
        (
            "keras",
            "keras.src.backend.tensorflow.trainer",
            "TFEpochIterator._distributed_dataset",
            "compat/keras.py: the shapes of the data",
        ),
        (
            "keras",
            "keras.src.ops.operation",
            "Operation._get_node_attribute_at_index",
            "checks/models/rebuild.py: what a layer gives, wherever in a model it is used",
        ),
        (
            "bleach",
            "bleach.css_sanitizer",
            "CSSSanitizer.sanitize_css",
            f"{SANITIZE}: replaced by a class of this package",
        ),
        ("ipykernel", "ipykernel.zmqshell", "ZMQInteractiveShell.ask_exit", f"{KERNEL} sets it"),
        ("ipykernel", "ipykernel.zmqshell", "ZMQDisplayPublisher.register_hook", f"{KERNEL} calls it"),
        ("ipykernel", "ipykernel.displayhook", "ZMQShellDisplayHook.register_hook", f"{KERNEL} calls it"),
        ("ipykernel", "ipykernel.iostream", "OutStream.register_hook", f"{KERNEL} calls it"),
        ("ipykernel", "ipykernel.iostream", "IOPubThread.schedule", f"{KERNEL} calls it"),
        ("ipykernel", "ipykernel.kernelbase", "Kernel.stdin_socket", f"{AGENT} sets an option of it"),
        ("ipykernel", "ipykernel.kernelbase", "Kernel.raw_input", f"{AGENT} calls it"),
        ("ipython", "IPython.core.interactiveshell", "InteractiveShell.user_ns", f"{AGENT} reads it"),
        ("ipython", "IPython.core.interactiveshell", "InteractiveShell.compile", f"{AGENT} calls it"),
        ("ipython", "IPython.core.compilerop", "CachingCompiler.cache", f"{AGENT} calls it"),
        ("ipython", "IPython.core.inputtransformer2", "TransformerManager", "checks/analysis/cells.py calls it"),
        ("ipywidgets", "ipywidgets", "Widget._repr_mimebundle_", "plots/perceptron/softmax.py calls it"),
        ("jupyter-client", "jupyter_client", "AsyncKernelClient._handle_kernel_info_reply", f"{MANAGER} calls it"),
        ("nbclient", "nbclient", "NotebookClient._display_id_map", f"{EXAMINER} reads it"),
        (
            "nbclient",
            "nbclient",
            "NotebookClient._async_cleanup_kernel_future",
            "notebooks/running.py: set once it was interrupted",
        ),
        ("nbclient", "nbclient", "NotebookClient._cleanup_kernel", "notebooks/running.py unregisters it"),
        ("nbconvert", "nbconvert.filters.markdown_mistune", "MarkdownWithMath.render", f"{SANITIZE} calls it"),
        ("nbconvert", "nbconvert.filters.markdown_mistune", "IPythonRenderer.attachments", f"{SANITIZE} reads it"),
        ("nbformat", "nbformat.v4.rwbase", "rejoin_lines", f"{EXAMINER} calls it"),
        ("nbgrader", "nbgrader.exchange.default", "ExchangeSubmit.inbound_path", f"{EXCHANGE} reads it"),
        ("nbgrader", "nbgrader.exchange.default", "ExchangeSubmit.assignment_filename", f"{EXCHANGE} reads it"),
        ("nbgrader", "nbgrader.exchange.default", "ExchangeCollect.src_records", f"{EXCHANGE} sets it"),
        ("nbgrader", "nbgrader.converters", "Autograde.sanitize_preprocessors", "grading/submission.py reads it"),
        ("nbgrader", "nbgrader.converters", "Autograde.autograde_preprocessors", "grading/submission.py reads it"),
        ("Python", "concurrent.futures", "ProcessPoolExecutor._processes", "grading/workers.py kills them at Ctrl-C"),
    )
]
