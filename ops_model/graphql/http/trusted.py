"""Trusted documents: what a client may ask for by a hash, and what it may ask where nothing else is accepted."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.conf import settings

from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.selectors.trusted_documents import text_hash, trusted_document

_HEX = re.compile(r"[0-9a-f]{64}")


class Texts:
    """Texts that were found by their hashes: they never change. The least recently used are forgotten first."""

    def __init__(self, *, most: int = 1_000) -> None:
        """Remember at most so many, each as large as a document may be."""
        self._texts: OrderedDict[bytes, str] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def get(self, digest: bytes) -> str | None:
        """Return the text of a trusted document; None where none is registered. One statement, none for what is
        remembered; what is not registered is not remembered, for it may be at any time."""
        with self._lock:
            if text := self._texts.get(digest):
                self._texts.move_to_end(digest)
                return text
        text = trusted_document(digest=digest)
        if text is not None:
            with self._lock:
                self._texts[digest] = text
                while len(self._texts) > self._most:
                    self._texts.popitem(last=False)
        return text


_TEXTS = Texts()


def document_hash(parameters: Mapping[str, Any]) -> bytes | None:
    """Read which trusted document is meant: `documentId` as `sha256:HEX`, as the appendix of GraphQL over HTTP on
    persisted documents has it, or Apollo's `extensions.persistedQuery`. None: the request names none.

    Raises ApiError BAD_REQUEST for what is no such name.
    """
    document_id = parameters.get("documentId")
    persisted = (parameters.get("extensions") or {}).get("persistedQuery")
    if document_id is not None:
        prefix, _, digest = document_id.partition(":") if isinstance(document_id, str) else ("", "", "")
        if prefix == "sha256" and _HEX.fullmatch(digest):
            return bytes.fromhex(digest)
        raise _bad("The parameter 'documentId' must be 'sha256:' and 64 hexadecimal digits in lower case.")
    match persisted:
        case None:
            return None
        case {"version": 1, "sha256Hash": str(digest)} if _HEX.fullmatch(digest):
            return bytes.fromhex(digest)
    raise _bad(
        "'extensions.persistedQuery' must have 'version' 1 and 'sha256Hash', 64 hexadecimal digits in lower case."
    )


def text_check(text: str, digest: bytes | None) -> None:
    """Refuse a text that is not the one of the hash sent with it. Raises ApiError BAD_REQUEST."""
    if digest is not None and text_hash(text) != digest:
        raise _bad("The hash sent with the document is not that of its text.")


def trusted_text(digest: bytes) -> str:
    """Return the text of a trusted document. At most one statement. Raises ApiError BAD_REQUEST, 404, for a hash that
    is not registered."""
    text = _TEXTS.get(digest)
    if text is None:
        message = f"No document is registered with the hash {digest.hex()}: send its text as 'query', or register it."
        raise _bad(message, status=404)
    return text


def trusted_check(text: str) -> None:
    """Where trusted documents are the only ones accepted, refuse any other. At most one statement, then alone. Raises
    ApiError BAD_REQUEST, 403."""
    if settings.OPS_TRUSTED_DOCUMENTS_ONLY and _TEXTS.get(text_hash(text)) is None:
        raise _bad("Only registered documents are accepted here, and this is none.", status=403)


def _bad(message: str, *, status: int = 400) -> ApiError:
    return ApiError(ErrorCode.BAD_REQUEST, message, status=status)
