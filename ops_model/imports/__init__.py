"""The spreadsheet door: sheets that people keep come in through the services, or are refused by row with a sentence.

A sheet is read into rows (rows), its cells by a mapping (mapping, cells, numbers, periods), each thing is written
through services (kpis, initiatives, milestones), and a report says row by row what was done. A further sheet is one
more SheetKind.
"""
