"""Chroma, which keeps the vector of every passage. The one module that knows it.

It is in the library's folder, on a server or in Chroma Cloud. It is given vectors and ids, never
the text of a letter. chromadb is imported when Chroma is first opened: that takes a second.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vectorstore.embedding import Vectors
from vectorstore.errors import ChromaUnreachable, IndexDamaged

if TYPE_CHECKING:
    import chromadb
    from chromadb.api import ClientAPI

EMBEDDED = "embedded"
_CLOUD = "https://api.trychroma.com"
_MOST_IN_CLOUD = 300  # records in one request, as its quotas are documented
_MOST = 5_000  # records in one request elsewhere, where Chroma does not name fewer
_LETTERS = 100  # in one condition
_PATIENCE = 10  # seconds to wait for a first reply
_PATIENCE_AT_WORK = 300  # seconds to wait for any other


@dataclass(frozen=True, kw_only=True, slots=True)
class ChromaAddress:
    """Where Chroma is."""

    place: str = EMBEDDED  # or http://host:port, or cloud:tenant/database
    key: str | None = None  # for Chroma Cloud

    def __post_init__(self) -> None:
        """Raises ValueError for what is no address."""
        if self.place == EMBEDDED:
            return
        if self.place.startswith("cloud:"):
            tenant, _, database = self.place.removeprefix("cloud:").partition("/")
            if tenant and database and self.key:
                return
            raise ValueError("Chroma Cloud needs cloud:tenant/database, and ONRECORD_CHROMA_KEY")
        url = urlsplit(self.place)
        if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/"):
            raise ValueError("say embedded, http://host:port (or https), or cloud:tenant/database")
        _ = url.port  # raises ValueError where it is no number

    @property
    def embedded(self) -> bool:
        return self.place == EMBEDDED

    @property
    def in_cloud(self) -> bool:
        return self.place.startswith("cloud:")


class ChromaStore:
    """One collection: a vector, a passage's id and its letter's id in each record."""

    def __init__(self, address: ChromaAddress, folder: Path, collection: str) -> None:
        """Open the collection, made if need be.

        Args:
            folder: where Chroma is if it is embedded.

        Raises:
            IndexDamaged: it is embedded, and cannot be opened.
            ChromaUnreachable: it is not, and does not answer.
        """
        self._address = address
        self._folder = folder
        self._name = collection
        with self._usable():
            self._client = _client(address, folder)
            for each in _connections(self._client):
                each.timeout = _PATIENCE_AT_WORK
            self._most = _MOST_IN_CLOUD
            if not address.in_cloud:
                self._most = min(_MOST, self._client.get_max_batch_size())
            self._collection = self._made()

    def close(self) -> None:
        for each in _connections(self._client):
            each.close()
        self._client.close()  # type: ignore[attr-defined]  # Chroma's protocol leaves it out

    def seen(self, made: str) -> int:
        """The last change that it has seen; 0 if its vectors were made another way."""
        with self._usable():
            noted = self._client.get_collection(self._name, embedding_function=None).metadata or {}
        return int(noted.get("generation", 0)) if noted.get("made") == made else 0

    def note(self, generation: int, made: str) -> None:
        with self._usable():
            self._collection.modify(metadata={"generation": generation, "made": made})

    def count(self) -> int:
        with self._usable():
            return self._collection.count()

    def empty(self) -> None:
        """Forget all vectors, and what has been seen."""
        with self._usable():
            self._client.delete_collection(self._name)
            self._collection = self._made()

    def put(self, ids: Sequence[str], letter_ids: Sequence[str], vectors: Vectors) -> None:
        with self._usable():
            for first in range(0, len(ids), self._most):
                part = slice(first, first + self._most)
                self._collection.upsert(
                    ids=[*ids[part]],
                    embeddings=vectors[part],
                    metadatas=[{"letter_id": each} for each in letter_ids[part]],
                )

    def drop(self, letter_ids: Sequence[str]) -> None:
        with self._usable():
            for first in range(0, len(letter_ids), _LETTERS):
                part = [*letter_ids[first : first + _LETTERS]]
                where: chromadb.Where = {"letter_id": {"$in": part}}  # type: ignore[dict-item]
                while ids := self._collection.get(where=where, limit=self._most, include=[])["ids"]:
                    self._collection.delete(ids=ids)

    def nearest(self, queries: Vectors, limit: int) -> list[str]:
        """The passages nearest to each query, at most `limit` for each; in no order."""
        with self._usable():
            limit = min(limit, self._collection.count(), *[_MOST_IN_CLOUD] * self._address.in_cloud)
            if not limit:
                return []
            found = self._collection.query(query_embeddings=queries, n_results=limit, include=[])
        return list(dict.fromkeys(each for ids in found["ids"] for each in ids))

    def _made(self) -> chromadb.Collection:
        return self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            # Chroma measures squared L2 unless told otherwise.
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # Chroma's errors have no base of their own
            if self._address.embedded:
                raise IndexDamaged(self._folder) from error
            raise ChromaUnreachable(self._address.place, error) from error


def _client(address: ChromaAddress, folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if address.embedded:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    if address.in_cloud:
        _hear(_CLOUD)
        tenant, _, database = address.place.removeprefix("cloud:").partition("/")
        return chromadb.CloudClient(tenant, database, address.key, settings)
    _hear(address.place)
    url = urlsplit(address.place)
    port = url.port or (443 if url.scheme == "https" else 80)
    return chromadb.HttpClient(str(url.hostname), port, url.scheme == "https", settings=settings)


def _connections(client: ClientAPI) -> list[Any]:
    """The connections of a client to a server, which Chroma neither closes nor ever gives up."""
    parts = [client, client._admin_client]  # type: ignore[attr-defined]
    sessions = [getattr(part._server, "_session", None) for part in parts]
    return [each for each in sessions if each is not None]


def _hear(url: str) -> None:
    """See that something answers there: Chroma's client would wait for ever."""
    try:
        address = url.rstrip("/") + "/api/v2/heartbeat"
        urllib.request.urlopen(address, timeout=_PATIENCE).close()  # noqa: S310 -- http or https
    except urllib.error.HTTPError:
        pass  # an answer, if only a refusal
