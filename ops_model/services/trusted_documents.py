"""Registers trusted documents."""

from collections.abc import Iterable

from ops_model.models import TrustedDocument
from ops_model.selectors.tenants import OWNER
from ops_model.selectors.trusted_documents import text_hash


def trusted_documents_keep(*, texts: Iterable[str]) -> int:
    """Register documents by the SHA-256 of their texts, and return how many were not registered before.

    Two statements, as the owner of the schema: the application may read what is trusted, and cannot widen it.
    """
    rows = {(digest := text_hash(text)): TrustedDocument(hash=digest, text=text) for text in texts}
    documents = TrustedDocument.objects.using(OWNER)
    known = {bytes(each) for each in documents.filter(hash__in=[*rows]).values_list("hash", flat=True)}
    documents.bulk_create(rows.values(), ignore_conflicts=True)
    return len(rows.keys() - known)
