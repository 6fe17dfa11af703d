"""Filters, derived from a table's columns: words and texts by lists, numbers and days by bounds, flags as they are."""

from collections.abc import Iterator, Mapping
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django import forms
from django.db.models import BooleanField, DateField, DateTimeField, DecimalField, FloatField, IntegerField, Q, QuerySet
from django_filters import (
    BaseInFilter,
    BooleanFilter,
    CharFilter,
    ChoiceFilter,
    DateFilter,
    Filter,
    FilterSet,
    IsoDateTimeFilter,
)

from ops_model.reporting.tables import Column, Table

SEARCH = "search"
LONGEST_SEARCH = 200
BOUNDS = {"from": ("gte", "least"), "to": ("lte", "most")}

Rows = QuerySet[Any, dict[str, Any]]


class AnyWord(BaseInFilter, ChoiceFilter):
    """Any of some words of the model."""


class AnyText(BaseInFilter, CharFilter):
    """Any of some texts, each as it is."""


class Bound(Filter):
    """A number that another one is not beyond."""

    field_class = forms.FloatField


class Day(DateFilter):
    """A day that another one is not beyond."""


class Instant(IsoDateTimeFilter):
    """An instant that another one is not beyond."""


class Included(BooleanFilter):
    """Whether rows that a flag marks are there; they are not, unless it is asked for."""

    def filter(self, qs: Rows, value: bool | None) -> Rows:  # noqa: FBT001 - as django-filter calls it
        """Leave them out."""
        return qs if value else qs.filter(**{self.field_name: False})


class Search(CharFilter):
    """Words that all have to be in some of the columns, in whatever case."""

    def __init__(self, columns: tuple[str, ...], **options: Any) -> None:
        """Take the columns."""
        super().__init__(max_length=LONGEST_SEARCH, **options)
        self._columns = columns

    def filter(self, qs: Rows, value: str | None) -> Rows:
        """Ask for each of the words."""
        found = [reduce(or_, [Q(**{f"{name}__icontains": word}) for name in self._columns]) for word in _words(value)]
        return qs.filter(reduce(and_, found)) if found else qs


def _words(text: str | None) -> list[str]:
    return [*dict.fromkeys((text or "").split())]


@cache
def filter_set(table: Table) -> type[FilterSet]:
    """Return the filters of a table. Their labels say what each asks for; no value asks for nothing."""
    filters: dict[str, Any] = {}
    for name, column in table.varying.items():
        filters |= _filters(name, column, table)
    if table.searched:
        told = f"Words that all have to be in one of {', '.join(table.searched)}, at most {LONGEST_SEARCH} characters."
        filters[SEARCH] = Search(table.searched, label=told)
    meta = type("Meta", (), {"model": table.view, "fields": []})
    return type(f"{table.view.__name__}Filters", (FilterSet,), {**filters, "Meta": meta})


def _filters(name: str, column: Column, table: Table) -> Mapping[str, Filter]:
    told = str(column.help_text).partition(";")[0].partition(" Unit")[0].rstrip(".")
    any_of = f"{told}: one of these."
    if name == table.left_out:
        label = f"Whether to show such rows too: {told[:1].lower()}{told[1:]}. Left out: no."
        return {f"include_{name}": Included(field_name=name, label=label)}
    if column.choices:
        return {name: _any_word(name, [str(word) for word, _ in column.choices], any_of)}
    if name in table.texts:
        return {name: AnyText(field_name=name, lookup_expr="in", label=any_of)}
    match column:
        case BooleanField():
            return {name: BooleanFilter(field_name=name, label=f"{told}: only where it is so.")}
        case DateTimeField():
            return dict(_bounds(name, Instant, told))
        case DateField():
            return dict(_bounds(name, Day, told, input_formats=["%Y-%m-%d"]))
        case FloatField() | IntegerField() | DecimalField():
            return dict(_bounds(name, Bound, told))
    return {}


def _any_word(name: str, words: list[str], label: str) -> AnyWord:
    refused = {"invalid_choice": f"%(value)s is none of {', '.join(words)}."}
    choices = [(word, word) for word in words]
    return AnyWord(field_name=name, lookup_expr="in", choices=choices, label=label, error_messages=refused)


def _bounds(name: str, kind: type[Filter], told: str, **options: Any) -> Iterator[tuple[str, Filter]]:
    for end, (lookup, word) in BOUNDS.items():
        label = f"{told}: at {word} this."
        yield f"{name}_{end}", kind(field_name=name, lookup_expr=lookup, label=label, **options)
