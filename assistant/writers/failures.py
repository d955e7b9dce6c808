"""What a provider's package raises becomes half a sentence on what is wrong and what to do."""

from __future__ import annotations

LONGEST = 160  # characters of a server's own words

_MEANING = {
    400: "its server does not take the request",
    401: "its server refused the key; check ONRECORD_MODEL_KEY or the provider's own variable",
    403: "its server refused the key; check ONRECORD_MODEL_KEY or the provider's own variable",
    404: "its server has no such model or address; check the name and ONRECORD_MODEL_URL",
    408: "its server took too long",
    429: "its server is too busy or the quota is used up; try again later",
}


def explained(error: Exception, key: str | None, timeout: float) -> str:
    """Args: key: taken out of what is said; a server may repeat it."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if any("Timeout" in kind for kind in kinds):
        return f"it took longer than {timeout:g} seconds"
    status = getattr(error, "status_code", None)
    said = _own_words(error, key)
    if isinstance(status, int):
        meaning = _MEANING.get(status, "its server failed" if status >= 500 else "")
        return f"{meaning or 'its server refused the request'} ({status}{said and f': {said}'})"
    if kinds & {"APIConnectionError", "ConnectError", "ConnectionError", "NetworkError"}:
        return f"its server cannot be reached; check that it runs ({first_line(error, key)})"
    if kinds & {"ValidationError", "JSONDecodeError"}:
        return "its reply cannot be read"
    return first_line(error, key)


def first_line(error: Exception, key: str | None) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return _without(key, lines[0])[:LONGEST].rstrip(".")


def _own_words(error: Exception, key: str | None) -> str:
    """The message in a server's reply, without what its package wraps it in."""
    body = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, dict) else body
    words = inner.get("message") if isinstance(inner, dict) else inner
    if not isinstance(words, str):
        return ""
    return _without(key, " ".join(words.split()))[:LONGEST].rstrip(".")


def _without(key: str | None, words: str) -> str:
    return words.replace(key, "…") if key else words
