"""The desk's server answers under its own names alone, and whoever is slow keeps nobody waiting."""

import socket
import time

import pytest

from generator.base import hurry
from generator.review import review
from tests.review.desks import ISSUE, ask, saving

SOON = 8.0  # seconds; a slow one has thirty


def connected(server: review.Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_port), timeout=10)


def post(server: review.Server, length: int) -> bytes:
    """The head of a save that is allowed."""
    lines = [
        "POST /api/save HTTP/1.1",
        f"Host: 127.0.0.1:{server.server_port}",
        f"X-Token: {server.token}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def answered(server: review.Server, request: bytes) -> bytes:
    with connected(server) as asking:
        asking.settimeout(SOON)
        asking.sendall(request)
        return asking.recv(100).split(b"\r\n")[0]


def test_what_cannot_be_read_is_answered(server: review.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    host = f"Host: 127.0.0.1:{server.server_port}\r\n\r\n".encode()
    assert b" 400 " in answered(server, b"GET http://[/ HTTP/1.1\r\n" + host)
    digits = post(server, 10).replace(b"Length: 10", b"Length: " + b"9" * 5000)
    assert b" 400 " in answered(server, digits)

    def fails(*_: object) -> None:
        raise RuntimeError

    path = ISSUE.partition("?")[0]
    monkeypatch.setattr(server, "asked", {path: (fails, server.asked[path][1])})
    assert ask(server, ISSUE)[0] == 500


@pytest.mark.slow
def test_a_body_that_does_not_come_keeps_nobody_waiting(server: review.Server) -> None:
    with connected(server) as slow:
        slow.sendall(post(server, 1000) + b'{"paper"')
        time.sleep(0.2)
        began = time.monotonic()
        assert ask(server, ISSUE)[0] == 200
        assert ask(server, "/api/save", saving(server))[0] == 200
        assert time.monotonic() - began < SOON


def test_an_answer_that_is_not_taken_keeps_nobody_waiting(server: review.Server) -> None:
    with connected(server) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        head = f"GET {ISSUE} HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\nX-Token: {server.token}\r\n\r\n"
        slow.sendall(head.encode())
        time.sleep(0.2)
        began = time.monotonic()
        assert ask(server, ISSUE)[0] == 200
        assert time.monotonic() - began < SOON


@pytest.mark.parametrize("head", [True, False])
def test_a_request_that_comes_in_drops_ends_as_a_whole(
    server: review.Server, monkeypatch: pytest.MonkeyPatch, head: bool
) -> None:
    monkeypatch.setattr(hurry, "PATIENCE", 0.5)
    with connected(server) as slow:
        slow.sendall(post(server, 1000) if head else b"")
        began, ended = time.monotonic(), False
        while not ended and time.monotonic() - began < 5:
            try:
                slow.sendall(b"X")
                slow.settimeout(0.1)
                ended = slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
        assert ended
        assert time.monotonic() - began < SOON


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "127.0.0.1:1", ""])
@pytest.mark.parametrize("path", [*review.FILES, "/api/issues", ISSUE, "/nowhere"])
def test_under_another_name_there_is_nothing(server: review.Server, path: str, host: str) -> None:
    cookie = {"Cookie": f"baocang-{server.server_port}={server.token}"}
    assert ask(server, path, headers={"Host": host} | cookie)[:2] == (403, "只能从本机打开。")


@pytest.mark.parametrize("method", ["HEAD", "PUT", "OPTIONS", "POST"])
def test_whatever_is_asked_under_another_name_is_refused(server: review.Server, method: str) -> None:
    with connected(server) as other:
        other.sendall(f"{method} / HTTP/1.1\r\nHost: example.com\r\n\r\n".encode())
        assert other.recv(100).startswith(b"HTTP/1.0 403 ")


def test_two_names_at_once_are_none(server: review.Server) -> None:
    own = f"Host: 127.0.0.1:{server.server_port}\r\n"
    with connected(server) as other:
        other.sendall(f"GET /?token={server.token} HTTP/1.1\r\n{own}Host: example.com\r\n\r\n".encode())
        assert other.recv(100).startswith(b"HTTP/1.0 403 ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET /%00 HTTP/1.1", 403),
        ("GET /..%2f..%2fetc/passwd HTTP/1.1", 403),
        ("GET /..\\..\\seeds HTTP/1.1", 403),
        (f"GET /{'a' * 5000} HTTP/1.1", 403),
        (f"GET /{'a' * 70000} HTTP/1.1", 414),
        ("GET /?token=%ff%00 HTTP/1.1", 403),
        ("GET /nothing HTTP/1.1\r\nX-Token: TOKEN", 404),
        ("GET /..%2freview.css HTTP/1.1\r\nX-Token: TOKEN", 404),
        ("GET /api/issue?paper=../..&date=%00 HTTP/1.1\r\nX-Token: TOKEN", 404),
        ("GET /api/issue?paper=%ff&date=%ud800 HTTP/1.1\r\nX-Token: TOKEN", 404),
        ("GET /api/issue HTTP/1.1\r\nX-Token: TOKEN", 400),
        ("GET /api/draft?paper=xxb&date=2024-03-07&session=../../x HTTP/1.1\r\nX-Token: TOKEN", 400),
        ("GET /api/draft?paper=../x&date=2024-03-07&session=x HTTP/1.1\r\nX-Token: TOKEN", 400),
        ("HEAD / HTTP/1.1", 501),
        ("BREW / HTTP/1.1", 501),
        ("GET /review.css HTTP/1.1\r\nRange: bytes=9-1\r\nCookie: ;;=\x01", 403),
    ],
)
def test_odd_requests_are_answered_and_nothing_is_said_in_the_terminal(
    server: review.Server, capfd: pytest.CaptureFixture[str], request_: str, status: int
) -> None:
    head = request_.replace("TOKEN", server.token)
    with connected(server) as link:
        link.sendall(f"{head}\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    assert answer.startswith(f"HTTP/1.0 {status} ".encode()), answer[:300]
    assert capfd.readouterr().err == ""
