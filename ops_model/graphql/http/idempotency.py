"""Idempotency-Key: an operation that is sent again, because its answer was lost, is executed once.

Whether the first one wrote anything is not to be seen from outside; so its key and its answer are in its own
transaction, and the same key gets that answer, byte for byte, or is free.
"""

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from django.db import Error as DatabaseError
from django.db import transaction

from ops_model import clock
from ops_model.graphql.http.answers import Answer
from ops_model.graphql.http.errors import ApiError, ErrorCode, has_waited
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.selectors.access import Access
from ops_model.services.idempotency_key import (
    OperationKey,
    idempotency_key_answer,
    idempotency_key_claim,
    idempotency_key_place,
)

RETRY_SECONDS = 1
_PLAIN = re.compile(r'(?!")[ -~]{1,255}')
_QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\]){1,255})"')
"""A string of structured headers (RFC 9651), as the draft of the Idempotency-Key header has it."""


@dataclass(slots=True, kw_only=True)
class Once:
    """A mutation as its client wants it executed: once, under a key, or (None) whenever it is sent. `request_hash` is
    the SHA-256 of what is asked; `claimed` the key as this transaction has taken it."""

    key: str | None
    request_hash: bytes
    limits: Limits
    claimed: OperationKey | None = None

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait until it is this operation's turn. Raises ApiError IDEMPOTENCY_IN_PROGRESS where that takes too long:
        what it waits for may be the same operation, sent before."""
        try:
            yield
        except DatabaseError as error:
            if self.key is not None and has_waited(error):
                raise _in_progress() from error
            raise

    def claim(self, access: Access) -> Answer | None:
        """Take the key for this transaction, or return the answer that is kept under it; None: execute it.

        One round trip, one more for who has several seats, none without a key. Raises ApiError IDEMPOTENCY_MISMATCH
        for the key of another operation.
        """
        if self.key is None:
            return None
        self.claimed = _operation(access, self.key)
        kept = idempotency_key_claim(
            operation=self.claimed,
            request_hash=self.request_hash,
            at=clock.now(),
            wait_ms=self.limits.key_wait_ms,
        )
        if kept is None:
            return None
        if kept.request_hash != self.request_hash:
            raise _mismatch()
        return Answer(status=200, body=kept.body, headers={"Idempotency-Replayed": "true"})

    def keep(self, answer: Answer, *, wrote: bool, shows_secret: bool) -> None:
        """Keep the answer under the key that was claimed; or give the key back where the operation `wrote` nothing, so
        that what was wrong can be mended and sent again. One round trip, none without a key.

        Raises ApiError BAD_REQUEST for an answer that is too large to be kept, and for one that `shows_secret`: they
        are not committed either.
        """
        if self.claimed is None:
            return
        if not wrote:
            transaction.set_rollback(True)
            return
        if shows_secret:
            raise _secret()
        if len(answer.body) > self.limits.kept_answer_bytes:
            raise _too_large(self.limits)
        idempotency_key_answer(operation=self.claimed, body=answer.body, at=clock.now())


def once_read(request: GraphQLRequest, limits: Limits) -> Once:
    """Read under which key a mutation is to be executed. Raises ApiError BAD_REQUEST for what is no key."""
    header = request.idempotency_key
    return Once(key=None if header is None else _key(header), request_hash=_request_hash(request), limits=limits)


def _key(header: str) -> str:
    if quoted := _QUOTED.fullmatch(header):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if not _PLAIN.fullmatch(header):
        message = (
            "An Idempotency-Key is 1 to 255 printable ASCII characters, as they are or as a string in double quotes; "
            "a new random UUID for each operation is a good one."
        )
        raise ApiError(ErrorCode.BAD_REQUEST, message)
    return header


def _request_hash(request: GraphQLRequest) -> bytes:
    asked = [request.query, request.operation_name, request.variables]
    return sha256(json.dumps(asked, sort_keys=True).encode()).digest()


def _operation(access: Access, key: str) -> OperationKey:
    """Return a key as it was given first, should its person have joined or left an organisation since."""
    elsewhere = idempotency_key_place(credential_id=access.credential_id, key=key) if len(access.seats) > 1 else None
    place = elsewhere or access.home_id
    return OperationKey(organisation_id=place, credential_id=access.credential_id, key=key)


def _in_progress() -> ApiError:
    return ApiError(
        ErrorCode.IDEMPOTENCY_IN_PROGRESS,
        "This operation is being executed, or waits for another one to end: send it again, with the same key, in a "
        "few seconds.",
        status=409,
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def _mismatch() -> ApiError:
    return ApiError(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        "Another operation was executed with this Idempotency-Key: give each operation a key of its own, and send it "
        "again as it was.",
        status=422,
    )


def _secret() -> ApiError:
    return ApiError(
        ErrorCode.BAD_REQUEST,
        "Nothing was written: the answer shows a token, which is kept nowhere, also not under an Idempotency-Key. Send "
        "it without a key, and revoke the token should its answer be lost.",
    )


def _too_large(limits: Limits) -> ApiError:
    return ApiError(
        ErrorCode.BAD_REQUEST,
        f"Nothing was written: the answer is larger than the {limits.kept_answer_bytes} bytes that are kept under an "
        "Idempotency-Key. Select less of what is written, or write less at once.",
    )
