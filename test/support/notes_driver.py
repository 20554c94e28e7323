"""Runs `npm run notes`, or a program that uses it, as often as a line on stdin asks for it, and answers each with a line of JSON."""

import contextlib
import io
import json
import os
import sys
import traceback
from unittest.mock import patch

from course_notes.__main__ import main

answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
with open(os.devnull, "w") as nowhere:
    os.dup2(nowhere.fileno(), sys.stdout.fileno())  # where progress goes, and what processes print


def run(asked):
    """What a run ends with: its exit code."""
    program = asked.get("program")
    if program is None:
        return main(asked["args"])
    exec(compile(program, "program", "exec"), {"__name__": "__main__"})
    return 0


for line in sys.stdin:
    asked = json.loads(line)
    os.chdir(asked["cwd"])
    out, err = io.StringIO(), io.StringIO()
    given = io.StringIO(asked.get("stdin", ""))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", given),
        patch.object(sys, "argv", ["program", *asked["args"]]),
        patch.dict(os.environ, asked["env"]),
    ):
        try:
            code = run(asked)
        except SystemExit as ended:
            code = ended.code
        except Exception:
            traceback.print_exc()
            code = -1
    print(json.dumps({"code": code, "stdout": out.getvalue(), "stderr": err.getvalue()}), file=answers, flush=True)
