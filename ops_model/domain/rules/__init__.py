"""What is refused: by the services that write, and likewise by a simulation.

A function of problems returns every one that it finds, and nothing where there is none; one of a problem the first. A
problem is told about what was given: its field is a path within it, of the names that the facts have.
"""

from ops_model.domain.rules.bounds import CODE_LENGTH, EXACT_DECIMALS, EXACT_DIGITS, NAME_LENGTH
from ops_model.domain.rules.days import (
    change_day_problem,
    coming_day_problem,
    first_days_problems,
    past_day_problem,
)
from ops_model.domain.rules.initiatives import (
    check_in_problem,
    initiative_terms_problems,
    stage_move_problem,
    stage_moves_problems,
    work_problem,
)
from ops_model.domain.rules.kpi_terms import kpi_terms_problems
from ops_model.domain.rules.policy import policy_problems
from ops_model.domain.rules.problem import Problem

__all__ = [
    "CODE_LENGTH",
    "EXACT_DECIMALS",
    "EXACT_DIGITS",
    "NAME_LENGTH",
    "Problem",
    "change_day_problem",
    "check_in_problem",
    "coming_day_problem",
    "first_days_problems",
    "initiative_terms_problems",
    "kpi_terms_problems",
    "past_day_problem",
    "policy_problems",
    "stage_move_problem",
    "stage_moves_problems",
    "work_problem",
]
