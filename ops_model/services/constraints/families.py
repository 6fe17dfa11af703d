"""Constraints that differ only in the column they are about."""

from dataclasses import dataclass
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models

from ops_model.services.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a broken constraint is answered with; an empty `field` is the input as a whole."""

    code: ErrorCode
    field: str
    sentence: str


Refusals = dict[str, Refusal]


def _words(column: str) -> str:
    return column.replace("_", " ")


def texts(model: type[models.Model]) -> Refusals:
    """Return the refusals of a model's texts that are blank or longer than its fields allow."""
    table, named = model._meta.db_table, {constraint.name for constraint in model._meta.constraints}
    limits = {field.name: _limit(field) for field in model._meta.concrete_fields}
    return {
        f"{table}_{column}_text": Refusal(
            ErrorCode.INVALID, column, f"Give a text that is not blank, of at most {limit:,} characters."
        )
        for column, limit in limits.items()
        if limit and f"{table}_{column}_text" in named
    }


def _limit(field: "models.Field[Any, Any]") -> int | None:
    limits = (each.limit_value for each in field.validators if isinstance(each, MaxLengthValidator))
    return next(limits, None)


def choices(table: str, *columns: str) -> Refusals:
    """Return the refusals of words that are none of those allowed."""
    return {
        f"{table}_{column}_choice": Refusal(ErrorCode.INVALID, column, f"This {_words(column)} is none that there is.")
        for column in columns
    }


def ranges(table: str, **bounds: str) -> Refusals:
    """Return the refusals of numbers outside their bounds, given in words."""
    return {
        f"{table}_{column}_range": Refusal(ErrorCode.OUT_OF_RANGE, column, f"The {_words(column)} must be {words}.")
        for column, words in bounds.items()
    }


def references(table: str, *columns: str) -> Refusals:
    """Return the refusals of references to what is not there, or is another organisation's."""
    return {
        f"{table}_{column}_reference": Refusal(ErrorCode.NOT_FOUND, column, f"The {_words(column)} was not found.")
        for column in columns
    }


def rows(table: str) -> Refusals:
    """Return what every table of an organisation has: its organisation, and the keys of its identifier."""
    taken = Refusal(ErrorCode.DUPLICATE, "id", "This identifier is taken.")
    return {
        f"{table}_pkey": taken,
        f"{table}_id_unique": taken,
        **references(table, "organisation"),
    }


def editable_rows(table: str) -> Refusals:
    """Return what every table that people change has besides: a version, and who changed it."""
    return rows(table) | ranges(table, version="1 or more") | references(table, "updated_by")


def terms_rows(table: str) -> Refusals:
    """Return what every table of dated versions has besides: who made it."""
    return rows(table) | references(table, "created_by")
