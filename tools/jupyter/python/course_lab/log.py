"""Keeps the terminal of `npm start` to what concerns the reader."""

import logging
import re

HARMLESS = (
    # Jupyter Server 2 counts pings in milliseconds where Tornado counts in seconds; Tornado puts it right and says so.
    r"The websocket_ping_timeout ",
    # Every notebook that was not run on this machine; Lab's status bar shows it too.
    r"Notebook .* is not trusted",
    # A kernel that takes more than a moment to start, as on a busy machine; the server goes on asking.
    r"Nudge: attempt \d+ on kernel ",
    # A kernel's last words after it was asked to restart.
    r"Got events for closed stream ",
)


class Concerning(logging.Filter):
    """Lets pass what a reader may have to do something about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is shown."""
        return not re.match("|".join(HARMLESS), record.getMessage())
