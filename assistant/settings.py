"""The settings, read once by an entry point; from ONRECORD_… variables and the command line."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant import wording
from assistant.errors import SettingsRefused
from assistant.writers import Writer
from assistant.writers.quotes import QuotesWriter
from ingest.fronts.body_list import extend_bodies
from ingest.reading import Progress, Refused
from vectorstore.chroma import EMBEDDED, ChromaAddress
from vectorstore.database import Database
from vectorstore.embedding import DEFAULT_MODEL, make_embedder
from vectorstore.errors import LibraryOutdated
from vectorstore.library import Library
from vectorstore.reranking import make_reranker
from vectorstore.upgrade import bring_up_to_date


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    bodies: Path | None = None  # a file that extends the list of bodies
    library: Path = Field(default_factory=lambda: user_data_path("onrecord", appauthor=False))
    embedding_model: str = DEFAULT_MODEL
    reranker: str | None = None  # a cross-encoder by name or folder
    model: str | None = None  # a chat model as LangChain names it, "openai:gpt-…"; None: quotes
    model_url: str | None = None  # base URL of an OpenAI-compatible server
    model_key: SecretStr | None = None  # for that server; OPENAI_API_KEY is not sent to it
    model_timeout: float = 120.0  # seconds for a whole reply
    model_passages: int = Field(default=8, ge=1)  # shown to the model; a small one reads few
    allow_cloud: bool = False  # a model elsewhere may be sent what letters say
    keep_answers: int | None = Field(default=None, ge=0)  # days; None: for ever; 0: none is kept
    port: int = 7860
    chroma_key: SecretStr | None = None  # for Chroma Cloud
    chroma: str = EMBEDDED  # or a server's address, or cloud:tenant/database

    @field_validator("chroma")
    @classmethod
    def _is_an_address(cls, place: str, others: ValidationInfo) -> str:
        _chroma_address(place, others.data.get("chroma_key"))
        return place

    @property
    def chroma_address(self) -> ChromaAddress:
        return _chroma_address(self.chroma, self.chroma_key)


def _chroma_address(place: str, key: SecretStr | None) -> ChromaAddress:
    return ChromaAddress(place=place, key=key.get_secret_value() if key else None)


def open_library(settings: Settings) -> Library:
    """Open the library and extend the list of bodies for it.

    Raises EmbeddingChanged, EmbeddingUnavailable for a model that cannot be loaded, or
    BodiesUnreadable for a file of bodies that cannot be taken.
    """
    settings.library.mkdir(parents=True, exist_ok=True)
    extend_bodies(bodies_file(settings))
    return Library(
        settings.library,
        make_embedder(settings.embedding_model),
        chroma=settings.chroma_address,
        reranker=make_reranker(settings.reranker),
        keep_answers=settings.keep_answers,
    )


def bodies_file(settings: Settings) -> Path | None:
    """The file that extends the list of bodies: the one named, else the library's own."""
    own = settings.library / "bodies.toml"
    return settings.bodies or (own if own.exists() else None)


def rebuild_library(
    settings: Settings, progress: Progress | None = None
) -> tuple[int, list[Refused]]:
    """Index a library anew, with the embedding model of the settings.

    A library of another version of the product is read again from its originals first. Returns
    the number of passages, and the originals that could not be read again.
    """
    embedder = make_embedder(settings.embedding_model)
    settings.library.mkdir(parents=True, exist_ok=True)
    unread: list[Refused] = []
    extend_bodies(bodies_file(settings))
    try:
        Database(settings.library / "library.sqlite").close()
    except LibraryOutdated:
        unread = bring_up_to_date(settings.library, progress)
    chroma = settings.chroma_address
    with Library(settings.library, embedder, chroma=chroma, reindexing=True) as library:
        return library.rebuild(progress), unread


def make_writer(settings: Settings, library: Library) -> Writer:
    """Make the writer that the settings name.

    Raises ModelUnavailable for a chat model that LangChain cannot make, and SettingsRefused for
    one that would be sent what letters say without being allowed to.
    """
    if settings.model is None:
        return QuotesWriter(library)
    from assistant.writers.providers import place_of

    place = place_of(settings.model, settings.model_url)
    if place.host is not None and not settings.allow_cloud:
        raise SettingsRefused(wording.cloud_not_allowed(settings.model, place.host))
    from assistant.writers.chat import ChatWriter

    key = settings.model_key.get_secret_value() if settings.model_key else None
    return ChatWriter(
        settings.model,
        url=settings.model_url,
        key=key,
        timeout=settings.model_timeout,
        passages=settings.model_passages,
    )
