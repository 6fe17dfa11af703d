"""How long, how great and how many."""

WEIGHT_MAX = 1000
"""The greatest weight of a KPI or an initiative, and the greatest lever share."""

WINDOW_MAX = 1000
"""The greatest window of a rolling mean."""

CODE_LENGTH = 60
"""How many characters a code may have."""

NAME_LENGTH = 200
"""How many characters a name may have."""

EXACT_DIGITS = 15
"""How many digits an exact number may have before its point: it is below 10^15."""

EXACT_DECIMALS = 10
"""How many decimals an exact number may have."""

MOST_VERSIONS = 500
"""How many versions of its terms something may have."""

MOST_INTERIM_TARGETS = 100
"""How many interim targets a KPI's terms may have."""
