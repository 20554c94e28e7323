"""Jupyter's own tests for kernels, with what the TypeScript kernel can do."""

import unittest

from jupyter_kernel_test import IopubWelcomeTests, KernelTests


class Patient(KernelTests):
    """Waits for a cell's messages as long as they take: Jupyter's own 0.1 s are less than a busy machine may be away for."""

    def flush_channels(self):
        self.kc.iopub_channel.__dict__.pop("get_msg", None)
        super().flush_channels()
        get = self.kc.iopub_channel.get_msg
        self.kc.iopub_channel.get_msg = lambda timeout: get(timeout=max(timeout, 60))


class TypeScript(Patient):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [
        {"text": "globalThis.Mat", "matches": ["Math"]},
        {"text": "[1].fla", "matches": ["flat", "flatMap"]},
    ]
    complete_code_samples = ["1", "const x = 3;", "for (const x of [1]) { x; }", "await fetch('x')", "const y = <number>z"]
    incomplete_code_samples = ["for (const x of [1]) {", "f(1,", "const s = `two", "/* a", "1 +"]
    invalid_code_samples = ["a b", "}", "const = {", "let s = 'two", "const x = ;"]
    code_generate_error = 'throw new Error("wrong")'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "await Promise.resolve([4])", "result": "[ 4 ]"},
        {"code": "({ depth: 3 })", "result": "{ depth: 3 }"},
    ]
    code_display_data = [
        {"code": 'import { display } from "tslab"; display.html("<b>bold</b>")', "mime": "text/html"},
        {"code": 'display.latex("x^2")', "mime": "text/latex"},
    ]
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "console.clear()"


class Welcome(IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


# `from … import` brings Jupyter's own classes into this module: without them, it would test Python's kernel.
del IopubWelcomeTests, KernelTests, Patient

if __name__ == "__main__":
    unittest.main(verbosity=2)
