"""The framework: the words that are the same for every organisation."""

import json

from ops_model.documents.framework import framework_from
from ops_model.domain.framework import Framework
from ops_model.selectors.facts.sql import rows_read

_NEWEST = "SELECT document::text FROM framework ORDER BY version DESC LIMIT 1"


def framework_get() -> Framework:
    """Return the newest version of the framework. One statement.

    Raises LookupError where none was loaded yet.
    """
    for (document,) in rows_read(_NEWEST, {}):
        return framework_from(json.loads(document))
    raise LookupError("No version of the framework is loaded.")
