"""How long a small cell takes to re-run beyond its own work, through the real tslab kernel.

The cell builds and measures a small net and reports how long that took by itself; the rest of the round trip
(type-checking, compiling, messages) is the overhead that a reader feels at each change of a parameter.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

RUNS = 40
FIRST = """
import { charts, measure, mlp, show, spirals, theory } from "vanishing-gradients";
const data = spirals({ points: 100, seed: 1 });
"""
CELL = """
const depth = %d;
const begin = performance.now();
const net = mlp({ inputs: 2, depth, width: 8, outputs: 2, activation: "tanh", seed: 7 });
const report = measure(net, data);
console.log(`work ${performance.now() - begin}`);
"""


def run(client, code: str) -> tuple[float, str]:
    """Executes a cell and returns the seconds of the round trip and its standard output."""
    lines: list[str] = []

    def note(message: dict) -> None:
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            lines.append(content["text"])

    start = time.perf_counter()
    reply = client.execute_interactive(code, output_hook=note, timeout=120)
    if reply["content"]["status"] != "ok":
        raise SystemExit(f"the cell failed: {reply['content']}")
    return time.perf_counter() - start, "".join(lines)


def main() -> None:
    manager, client = start_new_kernel(kernel_name="tslab", cwd=str(Path(sys.argv[1])))
    try:
        first = run(client, FIRST)[0]
        overheads = []
        for i in range(RUNS):
            seconds, output = run(client, CELL % (2 + i % 5))
            work = float(output.split("work ")[1]) / 1000
            overheads.append(1000 * (seconds - work))
        settled = overheads[5:]
        result = {
            "firstImportMs": round(1000 * first),
            "overheadMs": {
                "median": round(statistics.median(settled), 1),
                "min": round(min(settled), 1),
                "max": round(max(settled), 1),
            },
            "runs": len(settled),
        }
        print(json.dumps(result, indent=2))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main()
