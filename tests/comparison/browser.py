"""A headless Chromium driven over its debugging pipe: no driver, no network, console errors collected.

The pipe (descriptors 3 and 4, messages ended by NUL) is Chromium's own; see its `--remote-debugging-pipe`.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

BINARY = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run")


class Browser:
    """One tab. Use as a context manager; `errors` holds what the console complained of, `requests` what was fetched."""

    def __init__(self, width: int = 1280, height: int = 900) -> None:
        assert BINARY
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._count, self._buffer, self._loaded = 0, b"", False
        self._profile = tempfile.mkdtemp(prefix="reportmine-chromium-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        shell = f"exec {BINARY} {' '.join(_FLAGS)} --user-data-dir={self._profile} about:blank 3<&{to_read} 4>&{to_write}"
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", shell], pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_read)
        os.close(to_write)
        target = self._call("Target.createTarget", {"url": "about:blank"}, session=False)["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True}, session=False)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        self.resize(width, height)
        offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self._call("Network.emulateNetworkConditions", offline)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(10)
        os.close(self._read)
        os.close(self._write)
        shutil.rmtree(self._profile, ignore_errors=True)

    def resize(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._call("Emulation.setDeviceMetricsOverride", metrics)

    def open(self, path: Path, fragment: str = "") -> None:
        """Load a file from disk and wait until it has loaded."""
        self._loaded = False
        self._call("Page.navigate", {"url": "about:blank"})
        self._wait()
        self._loaded = False
        self._call("Page.navigate", {"url": path.resolve().as_uri() + (f"#{fragment}" if fragment else "")})
        self._wait()

    def run(self, script: str) -> Any:
        """The value of a script's last expression."""
        answer = self._call("Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True})
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if len(key) == 1 and kind == "keyDown" else {}
            self._call("Input.dispatchKeyEvent", {"type": kind, "key": key, **text})

    def type(self, text: str) -> None:
        """Types into what has the focus, a key a character."""
        for char in text:
            self.press(char)

    def compose(self, letters: str) -> None:
        """Types as an input method does: the letters stand in the box, underlined, until a word is chosen."""
        for end in range(1, len(letters) + 1):
            self._call("Input.imeSetComposition", {"text": letters[:end], "selectionStart": end, "selectionEnd": end})

    def give_up(self) -> None:
        """Takes the letters that an input method composes away."""
        self._call("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})

    def choose(self, word: str) -> None:
        """The word that the input method puts in the place of the letters."""
        self._call("Input.insertText", {"text": word})

    def back(self) -> None:
        """Goes to the entry before this one in the history, and waits for the page if it is another one."""
        history = self._call("Page.getNavigationHistory")
        here, before = (history["entries"][history["currentIndex"] - n] for n in (0, 1))
        self._loaded = False
        self._call("Page.navigateToHistoryEntry", {"entryId": before["id"]})
        if here["url"].partition("#")[0] != before["url"].partition("#")[0]:
            self._wait()
        self.run("new Promise(done => setTimeout(done, 100))")

    def reload(self) -> None:
        self._loaded = False
        self._call("Page.reload")
        self._wait()

    def follow(self, selector: str) -> None:
        """Clicks on a link to another page and waits until that has loaded."""
        self._loaded = False
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self._wait()

    def screenshot(self, target: Path) -> None:
        target.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))

    def pdf(self, target: Path) -> None:
        options = {"printBackground": True, "preferCSSPageSize": True}
        target.write_bytes(base64.b64decode(self._call("Page.printToPDF", options)["data"]))

    def _wait(self, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not self._loaded:
            assert time.monotonic() < end, "the page did not load"
            self._receive(0.2)

    def _call(self, method: str, params: dict[str, Any] | None = None, *, session: bool = True) -> dict[str, Any]:
        self._count += 1
        wanted = self._count
        message = {"id": wanted, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + 30
        while True:
            assert time.monotonic() < end, f"no answer to {method}"
            for answer in self._receive(0.5):
                if answer.get("id") == wanted:
                    assert "error" not in answer, answer["error"]
                    return dict(answer["result"])

    def _receive(self, seconds: float) -> list[dict[str, Any]]:
        ready, _, _ = select.select([self._read], [], [], seconds)
        if ready:
            self._buffer += os.read(self._read, 1 << 20)
        *messages, self._buffer = self._buffer.split(b"\0")
        found = [json.loads(m) for m in messages]
        for event in found:
            self._note(event.get("method", ""), event.get("params", {}))
        return found

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.errors.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
