"""The only room that reads: SQL -> facts -> domain -> frozen reports.

Nothing here hands out a row or a lazy queryset, so that below a selector no attribute can reach the database.
"""
