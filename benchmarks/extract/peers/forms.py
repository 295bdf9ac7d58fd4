"""Brings what a peer says into the normal forms of the labels, so that no spelling costs it. Standard library only."""

from urllib.parse import urlsplit, urlunsplit


def host_form(host: str) -> str:
    """Gives a host in lower case, as an A-label, without a trailing dot."""
    host = host.lower().rstrip(".")
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def url_form(url: str) -> str:
    """Gives a URL with a scheme (http where none is written), its host in normal form, a lone "/" dropped."""
    if "://" not in url:
        url = "http://" + url
    try:
        parts = urlsplit(url)
        host = host_form(parts.hostname or "")
        netloc = parts.netloc.lower().replace((parts.hostname or "").lower(), host) if parts.hostname else parts.netloc
    except ValueError:
        return url
    path = "" if parts.path == "/" and not (parts.query or parts.fragment) else parts.path
    return urlunsplit((parts.scheme.lower(), netloc, path, parts.query, parts.fragment))


def host_of(url: str) -> str:
    """Gives a URL's host in normal form, empty where it names none."""
    try:
        return host_form(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_address(host: str) -> bool:
    """Says whether a host is an IP address rather than a name."""
    return ":" in host or host.replace(".", "").isdigit()
