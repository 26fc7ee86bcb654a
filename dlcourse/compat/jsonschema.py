"""jsonschema, by which nbformat and nbgrader check notebooks: a change that makes its import faster."""

import sys


def import_quickly() -> None:
    """Make a later import of jsonschema one or two seconds faster. Call this before any import of nbformat.

    What: the package `rfc3987_syntax` is marked as not installed. Why: where it is installed (JupyterLab needs it),
    jsonschema imports it to recognize IRIs, and its import compiles 38 grammars. The schema of notebooks contains no
    IRI, and jsonschema works without the package.

    Versions: jsonschema 4.25 and later 4.x, rfc3987_syntax 1.1. No longer needed when importing nbformat alone does not
    import `lark`: `tests/compat/test_jsonschema.py` fails then.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
