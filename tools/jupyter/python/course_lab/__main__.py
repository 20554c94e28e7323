"""JupyterLab as `npm start` runs it."""

import sys

from jupyter_core.application import JupyterApp
from jupyterlab.labapp import main

# It would look for settings of IPython 3 and note in the user's Jupyter configuration that it did.
JupyterApp.migrate_config = lambda self: None  # type: ignore[method-assign]

if __name__ == "__main__":
    sys.exit(main())
