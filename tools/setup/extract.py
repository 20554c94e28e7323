"""Extracts TensorFlow's C library and the headers of its C API from a wheel: extract.py WHEEL FOLDER LIBRARY...

Writes FOLDER/manifest.json last, with the SHA-256 of every file.
"""

import hashlib
import json
import pathlib
import sys
import zipfile

HEADERS = tuple(
    f"tensorflow/include/{folder}/" for folder in ("tensorflow/c", "tensorflow/core/platform", "tsl/platform", "xla/tsl/c")
)

wheel, folder = sys.argv[1], pathlib.Path(sys.argv[2])
libraries = [f"tensorflow/{name}" for name in sys.argv[3:]]
files = {}
with zipfile.ZipFile(wheel) as archive:
    for member in archive.namelist():
        if member.endswith("/") or not (member in libraries or member.startswith(HEADERS)):
            continue
        name = member.removeprefix("tensorflow/")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(member) as source, target.open("wb") as sink:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
                sink.write(chunk)
        files[name] = digest.hexdigest()

(folder / "manifest.json").write_text(json.dumps({"wheel": pathlib.Path(wheel).name, "files": files}))
