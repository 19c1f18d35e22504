"""Firefox and WebKit, as they are driven in tests: the few things that a test asks of a browser, by the protocols that
come with them, Marionette and WebDriver. Chromium is driven by playwright (tests/conftest.py).

Debian has them as `firefox-esr`, and `webkit2gtk-driver` with `xvfb`, for WebKit shows its pages on a screen.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, ClassVar, Protocol
from urllib.request import Request, urlopen

PATIENCE = 60.0  # seconds that a browser takes to start, or to load a page, on a busy machine
LEAVING = 50  # tenths of a second in which a page that is left has gone
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.aboutConfig.showWarning": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "zh-CN",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.prefs.recommended": True,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
"""Of Firefox: it asks nobody for anything."""


class Engine(Protocol):
    """A browser with one window."""

    name: str
    version: str

    def get(self, address: str) -> None:
        """Opens a page, and waits until it is loaded."""

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns; its arguments are `arguments`. It may return a promise."""

    def size(self, width: int, height: int) -> None:
        """Makes the window so large."""

    def keys(self, *keys: str) -> None:
        """Presses keys one after the other, by the names of WebDriver: "\\ue004" is Tab."""

    def back(self) -> None:
        """Goes one page back."""

    def picture(self) -> bytes:
        """What is seen, as PNG."""


class _WebDriver:
    """What Marionette and WebDriver have in common: their commands, and how they go out."""

    name = ""
    version = ""

    def ask(self, command: str, **parameters: object) -> Any:
        raise NotImplementedError

    def run(self, script: str, *arguments: object) -> Any:
        waiting = f"""const done = arguments[arguments.length - 1];
            (async function () {{ {script} }}).apply(null, arguments)
              .then(value => done([value]), error => done(["", String(error)]));"""
        for _ in range(LEAVING):  # of a page that is being left Firefox says nothing
            if (answer := self.ask("ExecuteAsyncScript", script=waiting, args=list(arguments))) is not None:
                break
            time.sleep(0.1)
        value, *wrong = answer
        assert not wrong, f"{self.name}: {wrong[0]}"
        return value

    def get(self, address: str) -> None:
        self.ask("Navigate", url=address)

    def size(self, width: int, height: int) -> None:
        self.ask("SetWindowRect", width=width, height=height)
        # What stands around the page has its share; a browser may be larger than it is asked to.
        inner = self.run("return [innerWidth, innerHeight]")
        self.ask("SetWindowRect", width=2 * width - inner[0], height=2 * height - inner[1])

    def keys(self, *keys: str) -> None:
        pressed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": pressed}])

    def back(self) -> None:
        self.ask("Back")


class _Firefox(_WebDriver):
    """Commands go as length:json through a socket, each with a number."""

    name = "Firefox"

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rwb")
        self._read()  # who is there
        self._number = 0
        given = self.ask("NewSession", pageLoadStrategy="normal", timeouts={"script": 1000 * PATIENCE})
        self.version = str(given["capabilities"]["browserVersion"])

    def ask(self, command: str, **parameters: object) -> Any:
        self._number += 1
        if command == "SetWindowRect":
            parameters = {"x": 0, "y": 0, **parameters}
        sent = json.dumps([0, self._number, f"WebDriver:{command}", parameters]).encode()
        self._stream.write(b"%d:%s" % (len(sent), sent))
        self._stream.flush()
        _, number, wrong, value = self._read()
        assert number == self._number
        assert not wrong, f"{self.name}: {wrong}"
        return value["value"] if isinstance(value, dict) and list(value) == ["value"] else value

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("TakeScreenshot", full=False))

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has ended")
            length += byte
        return json.loads(self._stream.read(int(length)))


class _WebKit(_WebDriver):
    """Commands go over HTTP."""

    name = "WebKit"
    _PATHS: ClassVar = {
        "Navigate": "url",
        "ExecuteAsyncScript": "execute/async",
        "SetWindowRect": "window/rect",
        "PerformActions": "actions",
        "Back": "back",
    }

    def __init__(self, address: str, options: dict[str, object]) -> None:
        self._address = f"{address}/session"
        wanted = {"webkitgtk:browserOptions": options, "timeouts": {"script": 1000 * int(PATIENCE)}}
        given = self._sent("", {"capabilities": {"alwaysMatch": wanted}})
        self._address += f"/{given['sessionId']}"
        self.version = str(given["capabilities"]["browserVersion"])

    def ask(self, command: str, **parameters: object) -> Any:
        return self._sent(f"/{self._PATHS[command]}", parameters)

    def picture(self) -> bytes:
        return base64.b64decode(self._sent("/screenshot", None))

    def end(self) -> None:
        self._sent("", None, "DELETE")

    def _sent(self, path: str, parameters: object, method: str | None = None) -> Any:
        body = None if parameters is None else json.dumps(parameters).encode()
        request = Request(self._address + path, body, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=2 * PATIENCE) as answer:
            return json.loads(answer.read())["value"]


def missing(name: str) -> str:
    """What of Debian's is to be installed for a browser; empty where all is there."""
    wanted = {"firefox": ("firefox-esr firefox",), "webkit": ("WebKitWebDriver", "Xvfb")}[name]
    found = all(any(map(shutil.which, some.split())) for some in wanted)
    if name == "webkit" and not _mini_browser():
        found = False
    return "" if found else {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}[name]


@contextmanager
def engine(name: str, folder: Path) -> Iterator[Engine]:
    """A browser that nobody has used before, whose profile lies in a folder, until its test is over."""
    with (_firefox if name == "firefox" else _webkit)(folder) as found:
        yield found


@contextmanager
def _firefox(profile: Path) -> Iterator[Engine]:
    port = _free()
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines) + f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", f"{profile}"]
    home = {"HOME": f"{profile}", "MOZ_CRASHREPORTER_DISABLE": "1"}
    with _running(command, home) as process, _connected(port, process) as connection:
        yield _Firefox(connection)


@contextmanager
def _webkit(home: Path) -> Iterator[Engine]:
    shown, number = os.pipe()
    screen = ["Xvfb", "-displayfd", f"{number}", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"]
    port = _free()
    with _running(screen, {}, number), os.fdopen(shown) as told:
        os.close(number)
        display = {"DISPLAY": f":{told.readline().strip()}", "HOME": f"{home}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        with _running(["WebKitWebDriver", f"--port={port}"], display) as process, _connected(port, process):
            options: dict[str, object] = {"binary": _mini_browser(), "args": ["--automation"]}
            driver = _WebKit(f"http://127.0.0.1:{port}", options)
            try:
                yield driver
            finally:
                with suppress(OSError):
                    driver.end()


def _mini_browser() -> str:
    return next(
        (f"{path}" for path in sorted(Path("/usr").glob("lib*/*/webkit2gtk-4.*/MiniBrowser"), reverse=True)), ""
    )


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], more: Mapping[str, str], *files: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended, with all that it has begun."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **more},
        pass_fds=files,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)


@contextmanager
def _connected(port: int, process: subprocess.Popen[bytes]) -> Iterator[socket.socket]:
    """A connection to a program that has just been started."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), 2 * PATIENCE)
            break
        except OSError:
            assert process.poll() is None, f"{process.args!r} has ended"
            assert time.monotonic() < end, f"{process.args!r} does not answer"
            time.sleep(0.1)
    with connection:
        yield connection
