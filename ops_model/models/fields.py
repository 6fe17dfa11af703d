"""Kinds of columns that Django has not."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_Set = TypeVar("_Set", contravariant=True)
_Get = TypeVar("_Get", covariant=True)

if TYPE_CHECKING:

    class _Decimal(models.DecimalField[_Set, _Get]): ...

else:

    class _Decimal(models.DecimalField):
        def __class_getitem__(cls, types: object) -> type:
            """Be generic to the type checker alone, as Django's foreign key is."""
            return cls


NEW_ID = models.Func(function="ops_uuid7", output_field=models.UUIDField())
"""A new identifier, ordered by time (UUID version 7), made by the database."""


class ExactField(_Decimal[_Set, _Get]):
    """A number kept as it was given, PostgreSQL's numeric unrounded; below 10^15 and with at most 10 decimals."""

    def __init__(self, **options: Any) -> None:
        """Take the options of any field."""
        super().__init__(**{**options, "max_digits": 25, "decimal_places": 10})

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Return the column's type, which rounds nothing."""
        del connection
        return "numeric"


class Reference(models.ForeignKey[_Set, _Get]):
    """A reference inside an organisation. The database holds it by a key of two columns (organisation and id), which
    the migration operation TenantReference makes; to Django it is a foreign key that nothing is done about."""

    def __init__(self, to: Any, **options: Any) -> None:
        """Take the model that is referred to, and the options of any field."""
        fixed = {"on_delete": models.DO_NOTHING, "db_constraint": False, "db_index": False, "related_name": "+"}
        super().__init__(to, **{**options, **fixed})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Stand in migrations as the plain foreign key that it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", [*args], {**options}
