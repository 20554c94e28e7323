"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
JUPYTER = ROOT / "tools" / "jupyter"
NOTEBOOKS = ROOT / "notebooks"
NOTES = ROOT / "notes"
TEMPLATE = JUPYTER / "data" / "nbconvert" / "templates" / "vanishing-gradients"
