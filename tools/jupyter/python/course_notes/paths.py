"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
JUPYTER = ROOT / "tools" / "jupyter"
NOTEBOOKS = ROOT / "notebooks"
FRONT = "start-here.md"
"""What readers of the notebooks begin with; on the pages, their list stands in its place."""
INDEX = "index.html"
NOTES = ROOT / "notes"
TEMPLATE = JUPYTER / "data" / "nbconvert" / "templates" / "vanishing-gradients"
