"""What a document may not say although it could be read: the rules between its entries, and those of terms."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from ops_model.documents.codec import DocumentError, Path
from ops_model.documents.organisation import InitiativeEntry, KpiEntry, OrganisationDocument, PolicyEntry
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms
from ops_model.domain.rules import Problem, initiative_terms_problems, kpi_terms_problems, stage_moves_problems


def document_check(document: OrganisationDocument) -> None:
    """Raise DocumentError for the first thing that is wrong.

    Refused are other levers than the six in order, scoring policies of which not the first alone is from the beginning
    of time or that leave out a lever, terms that do not follow each other or break a rule, and moves that no stage
    allows. What one row or a reference can say is left to the database.
    """
    if [entry.kind for entry in document.levers] != list(LeverKind):
        raise DocumentError(("levers",), "They are six, each once, in the framework's order.")
    for place, policy in enumerate(document.scoring_policies):
        _check_policy(policy, place)
    if not document.scoring_policies:
        raise DocumentError(("scoring_policies",), "There is one from the beginning of time.")
    for place, kpi in enumerate(document.kpis):
        _check_kpi(kpi, ("kpis", str(place), "terms"))
    for place, initiative in enumerate(document.initiatives):
        _check_initiative(initiative, ("initiatives", str(place), "terms"))


def _check_policy(policy: PolicyEntry, place: int) -> None:
    path = ("scoring_policies", str(place))
    if (policy.valid_from is None) != (place == 0):
        raise DocumentError((*path, "valid_from"), "The first policy, and no other, is from the beginning of time.")
    for name, by_lever in (("lever_weights", policy.lever_weights), ("target_levels", policy.target_levels)):
        if set(by_lever) != set(LeverKind):
            raise DocumentError((*path, name), "It is about each of the six levers.")


def _check_kpi(kpi: KpiEntry, path: Path) -> None:
    _check_dates(kpi.terms, path)
    for place, terms in enumerate(kpi.terms):
        _refuse(kpi_terms_problems(terms), (*path, str(place)))


def _check_initiative(initiative: InitiativeEntry, path: Path) -> None:
    _check_dates(initiative.terms, path)
    for place, terms in enumerate(initiative.terms):
        _refuse(initiative_terms_problems(terms), (*path, str(place)))
    _refuse(stage_moves_problems(initiative.terms), path)


def _check_dates(terms: Sequence[KpiTerms] | Sequence[InitiativeTerms], path: Path) -> None:
    days: list[date] = [version.valid_from for version in terms]
    if not days or any(before >= after for before, after in pairwise(days)):
        raise DocumentError(
            path, "There is at least one version, and each is valid from a later day than the one before."
        )


def _refuse(problems: Iterable[Problem], path: Path) -> None:
    for problem in problems:
        raise DocumentError((*path, *problem.field), problem.message)
