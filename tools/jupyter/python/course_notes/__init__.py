"""Executes the course's notebooks and turns them into pages that need nothing but a browser."""

import sys

# jsonschema, which checks notebooks, optionally imports this package to check a kind of address that no notebook
# holds; the import builds a grammar and takes two seconds of every start.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
