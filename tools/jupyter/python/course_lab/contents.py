"""How the course's own notebooks are saved by `npm start -- --course`: as they are committed."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

# What Lab notes in a cell while it is run and looked at.
TRACES = ("execution", "collapsed", "scrolled", "trusted")


def strip(notebook: dict[str, Any]) -> None:
    """Removes outputs, counts, and what the kernel says of its language, in place."""
    for cell in notebook["cells"]:
        for trace in TRACES:
            cell["metadata"].pop(trace, None)
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    language = notebook["metadata"].get("language_info")
    if language:
        notebook["metadata"]["language_info"] = {"name": language["name"]}


class CourseContents(AsyncLargeFileManager):
    """Saves notebooks without what running them left; the browser keeps it until the page is closed."""

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Saves a model; see `ContentsManager.save`."""
        if model.get("type") == "notebook" and model.get("content"):
            strip(model["content"])
        return await super().save(model, path)
