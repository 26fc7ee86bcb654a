"""Importing jsonschema, and so nbformat and all of nbgrader, without three seconds of waiting.

Where `rfc3987_syntax` is installed (JupyterLab brings it), jsonschema imports it to tell whether a text is an IRI, and
it compiles 38 grammars then and there. No notebook's schema asks for an IRI; jsonschema does without the package where
it is missing, as it is said to be here. Imported by the packages that read notebooks, before they do.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
