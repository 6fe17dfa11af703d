"""The only room that writes. Each function keeps an invariant in one transaction and returns ids, never a report.

A refusal is a ServiceError; nothing is written then. The clock is handed in. `simulation` refuses likewise what is only
supposed, and writes nothing.
"""
