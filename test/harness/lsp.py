"""A language client that is just enough for tests."""

import json
import os
import select
import subprocess
import time

from harness.tools import Failure

# Long enough for a machine that is busy otherwise: what takes longer hangs.
SECONDS = 240
CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeActionsInline": False},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
    },
}


class Client:
    """Starts a server in a folder, initializes it, and shuts it down at the end of a with block."""

    def __init__(self, command, folder):
        self.folder = os.path.realpath(folder)
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.buffer = b""
        self.next_id = 0
        self.published = {}

    def __enter__(self):
        root = "file://" + self.folder
        self.server = self.request("initialize", {"processId": None, "rootUri": root, "capabilities": CAPABILITIES})
        self.notify("initialized", {})
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.request("shutdown", None)
            self.notify("exit", None)
        else:
            self.process.kill()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.stderr.close()
        self.process.wait(SECONDS)

    def open(self, path):
        """Opens a file and returns the diagnostics that the server publishes for it."""
        with open(path) as file:
            text = file.read()
        uri = self.uri(path)
        self.published.pop(uri, None)
        document = {"uri": uri, "languageId": "cpp", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        self._wait(lambda: uri in self.published, "diagnostics of " + path)
        return self.published[uri]

    def code_actions(self, path, diagnostics):
        """Returns the quick fixes that the server offers for the diagnostics."""
        found = []
        for one in diagnostics:
            context = {"diagnostics": [one], "only": ["quickfix"]}
            arguments = {"textDocument": {"uri": self.uri(path)}, "range": one["range"], "context": context}
            found += self.request("textDocument/codeAction", arguments) or []
        return found

    @staticmethod
    def uri(path):
        return "file://" + os.path.realpath(path)

    def notify(self, method, params):
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method, params):
        self.next_id += 1
        number = self.next_id
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        answers = {}

        def take(message):
            if message.get("id") == number and "method" not in message:
                answers[number] = message
            return bool(answers)

        self._wait(lambda: bool(answers), method, take)
        if "error" in answers[number]:
            raise Failure("%s: %s" % (method, answers[number]["error"]))
        return answers[number].get("result")

    def _send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _wait(self, done, what, take=lambda message: None):
        deadline = time.monotonic() + SECONDS
        while not done():
            message = self._receive(deadline, what)
            take(message)
            if message.get("method") == "textDocument/publishDiagnostics":
                self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif "method" in message and "id" in message:
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def _receive(self, deadline, what):
        while True:
            head, separator, rest = self.buffer.partition(b"\r\n\r\n")
            if separator:
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                if len(rest) >= length:
                    self.buffer = rest[length:]
                    return json.loads(rest[:length])
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                self.process.kill()
                said = self.process.stderr.read().decode(errors="replace")[-2000:]
                raise Failure("no %s from the server within %d s\n%s" % (what, SECONDS, said))
            self.buffer += chunk


def apply_edits(text, edits):
    """Applies TextEdits (positions count bytes of ASCII text) from the last to the first."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(position):
        return starts[position["line"]] + position["character"]

    for edit in sorted(edits, key=lambda one: offset(one["range"]["start"]), reverse=True):
        text = text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]
    return text
