"""From rows to reports, by entity: each module has the one statement that reads its rows as tuples, and makes reports
of them, which are the facts that the arithmetic is given. Nothing is computed here."""
