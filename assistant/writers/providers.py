"""Where a chat model runs, so whether letters leave this computer, and what each provider is told.

"This computer" is said only where it is certain. What nobody here knows counts as elsewhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from assistant.writers.bounded import bounded_client

MOST_TOKENS = 1200  # of a reply
OLLAMA_CONTEXT = 8192  # tokens; left to itself Ollama cuts the rules off a long question

_HOSTS = {
    "anthropic": ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_URL", "api.anthropic.com"),
    "azure_openai": ("AZURE_OPENAI_ENDPOINT", "Azure OpenAI"),
    "bedrock": ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL", "Amazon Bedrock"),
    "bedrock_converse": ("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "AWS_ENDPOINT_URL", "Amazon Bedrock"),
    "google_genai": ("GOOGLE_GEMINI_BASE_URL", "generativelanguage.googleapis.com"),
    "google_vertexai": ("Google Vertex AI",),
    "ollama": ("OLLAMA_HOST", "http://127.0.0.1:11434"),
    "openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL", "api.openai.com"),
}
_ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  # what Ollama's server is told to listen on


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the passages are sent."""

    host: str | None  # None: they stay on this computer


THIS_COMPUTER = Place(host=None)


def place_of(model: str, url: str | None) -> Place:
    """Where a model runs that is named as LangChain names it.

    Args:
        url: of a server of one's own; the provider's variables are read without one.
    """
    provider, _, name = model.partition(":")
    if provider == "ollama" and name.endswith("cloud"):  # Ollama passes these on
        return Place(host="ollama.com")
    address = url
    if not address:
        *variables, usual = _HOSTS.get(provider, (f"the provider of {model}",))
        address = next(filter(None, map(os.environ.get, variables)), usual)
    host = host_of(address)
    listens_here = provider == "ollama" and host in _ANY_ADDRESS
    return THIS_COMPUTER if is_loopback(host) or listens_here else Place(host=host)


def sends_to(writer: object) -> str | None:
    """The host that a writer sends passages to; None for one that keeps them here."""
    place = getattr(writer, "place", THIS_COMPUTER)
    return place.host if isinstance(place, Place) else None


def host_of(address: str) -> str:
    """ "model.example" of "https://model.example:8000/v1"; what is no address stays as it is."""
    if " " in address:
        return address
    return urlsplit(address if "//" in address else f"//{address}").hostname or address


def extra_of(model: str) -> str:
    """The optional extra of this package that brings what a model's provider needs."""
    provider = model.partition(":")[0]
    return {"azure_openai": "azure", "google_genai": "google"}.get(
        provider, "bedrock" if provider.startswith("bedrock") else provider
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def options_of(
    model: str, *, url: str | None, key: str | None, timeout: float, temperature: float
) -> dict[str, Any]:
    """What LangChain is told to make the model with; each provider's package has its own words."""
    provider = model.partition(":")[0]
    loopback = place_of(model, url) == THIS_COMPUTER
    options: dict[str, Any] = {"temperature": temperature}
    if url:
        options["base_url"] = url
    if key:
        options["api_key"] = key
    if provider == "ollama":
        client = {"timeout": timeout, "follow_redirects": False, "trust_env": not loopback}
        return {
            **options,
            "num_predict": MOST_TOKENS,
            "num_ctx": OLLAMA_CONTEXT,
            "client_kwargs": client,
        }
    options["max_tokens"] = MOST_TOKENS
    if provider.startswith("bedrock"):
        from botocore.config import Config

        retries = {"total_max_attempts": 2}
        return {**options, "config": Config(read_timeout=timeout, retries=retries)}
    options |= {"timeout": timeout, "max_retries": 1}
    if url and provider == "openai":
        # The client insists on a key; OPENAI_API_KEY is not for a server of one's own.
        options.setdefault("api_key", "none")
        options["http_client"] = bounded_client(timeout, loopback=loopback)
    return options
