"""The document of one version of the framework: it is read into the domain's own classes."""

from collections.abc import Mapping, Sequence

from ops_model.documents.codec import DocumentError, document_read
from ops_model.domain.framework import Framework, LeverKind, Pillar, Principle


def framework_from(document: Mapping[str, object]) -> Framework:
    """Return the framework that a document describes.

    Raises DocumentError where a key is missing or unknown, a value of another kind, or a part not whole: the six
    levers, the principles, the pillars and the five stages stand there each once and in order.
    """
    framework = document_read(Framework, document)
    _expect_all("levers", [text.kind for text in framework.levers], list(LeverKind))
    _expect_all("principles", [text.kind for text in framework.principles], list(Principle))
    _expect_all("pillars", [text.kind for text in framework.pillars], list(Pillar))
    _expect_all("maturity_stages", [stage.level for stage in framework.maturity_stages], [1, 2, 3, 4, 5])
    return framework


def _expect_all(part: str, found: Sequence[object], expected: Sequence[object]) -> None:
    if found != expected:
        raise DocumentError((part,), "It must hold " + ", ".join(map(str, expected)) + ", in this order.")
