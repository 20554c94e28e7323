"""What goes wrong in a way that the reader can put right."""


class NotesError(Exception):
    """A problem whose message is all that needs to be shown: no traceback."""
