"""Runs `npm run notes` in one process, as often as a line on stdin asks for it, and answers each with a line of JSON."""

import contextlib
import io
import json
import os
import sys
import traceback

from course_notes.__main__ import main

for line in sys.stdin:
    asked = json.loads(line)
    os.chdir(asked["cwd"])
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(asked["args"])
        except SystemExit as ended:
            code = ended.code
        except Exception:
            traceback.print_exc()
            code = -1
    print(json.dumps({"code": code, "stdout": out.getvalue(), "stderr": err.getvalue()}), flush=True)
