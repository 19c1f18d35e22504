"""Which tests Windows cannot run: those that make links, pipes and rights of POSIX, kill processes, or start programs
of Unix. A test says so by what it calls, so no one has to mark it."""

import inspect
import re

CALLS = re.compile(
    r"""symlink_to|hardlink_to|os\.(?:symlink|link|mkfifo|fork|kill|geteuid|getuid|chown|umask)\b|\.chmod\(0o?[0-7]*\)"""
    r"""|signal\.SIG(?:KILL|STOP|TERM|INT)\b|resource\.|AF_UNIX|["'](?:/proc|/dev|/tmp)\b|["'](?:sh|bash|rsync|ssh|sftp"""
    r"""|sshd|nginx|caddy|unshare|kiwix-serve|zimcheck)["']|bin/python"""
)


def why(test: object) -> str:
    """What a test, or a helper of its class, calls that Windows has not; empty where nothing is."""
    try:
        found = CALLS.search(inspect.getsource(test))  # type: ignore[arg-type]
    except (OSError, TypeError):
        return ""
    return f"Windows has no {found[0]}" if found else ""
