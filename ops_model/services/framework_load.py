"""Loads versions of the framework."""

from collections.abc import Mapping

from ops_model.documents.codec import DocumentError, document_written
from ops_model.documents.framework import framework_from
from ops_model.models import FrameworkVersion
from ops_model.selectors.tenants import OWNER
from ops_model.services.errors import ErrorCode, ServiceError


def framework_load(*, document: Mapping[str, object]) -> int:
    """Keep a version of the framework, and return its number; to load the same again changes nothing.

    At most two statements, as the owner. Raises ServiceError INVALID for what is no framework, DUPLICATE where the
    version stands with other texts: people have seen those, so new texts need a new number.
    """
    try:
        framework = framework_from(document)
    except DocumentError as error:
        raise ServiceError(ErrorCode.INVALID, error.path, error.message) from error
    kept, is_new = FrameworkVersion.objects.using(OWNER).get_or_create(
        version=framework.version, defaults={"document": document_written(framework)}
    )
    if not is_new and framework_from(kept.document) != framework:
        message = f"Version {framework.version} of the framework has other texts; give the new ones a new number."
        raise ServiceError(ErrorCode.DUPLICATE, ("version",), message)
    return framework.version
