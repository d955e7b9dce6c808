"""The settings, read once by an entry point; from ONRECORD_… variables and the command line."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from vectorstore.embedding import DEFAULT_MODEL, SentenceTransformerEmbedder
from vectorstore.indexing import Progress
from vectorstore.library import Library


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    library: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    embedding_model: str = DEFAULT_MODEL
    model: str | None = None  # a chat model as LangChain names it, "openai:gpt-…"; None: quotes
    model_url: str | None = None  # base URL of an OpenAI-compatible server
    model_key: SecretStr | None = None  # for that server; OPENAI_API_KEY is not sent to it
    model_timeout: float = 120.0  # seconds
    port: int = 7860


def open_library(settings: Settings) -> Library:
    """Raises EmbeddingChanged, or EmbeddingUnavailable for a model that cannot be loaded."""
    settings.library.mkdir(parents=True, exist_ok=True)
    return Library(settings.library, SentenceTransformerEmbedder(settings.embedding_model))


def rebuild_library(settings: Settings, progress: Progress | None = None) -> int:
    """Index a library anew, with the embedding model of the settings; return its passages."""
    embedder = SentenceTransformerEmbedder(settings.embedding_model)
    settings.library.mkdir(parents=True, exist_ok=True)
    with Library(settings.library, embedder, reindexing=True) as library:
        return library.rebuild(progress)


def make_writer(settings: Settings, library: Library) -> Writer:
    """Raises ModelUnavailable for a chat model that LangChain cannot make."""
    if settings.model is None:
        return QuotesWriter(library)
    from assistant.writers.chat import ChatWriter

    key = settings.model_key.get_secret_value() if settings.model_key else None
    return ChatWriter(
        settings.model, url=settings.model_url, key=key, timeout=settings.model_timeout
    )
