"""The types of the schema, by entity. Each shows a frozen report of selectors/, attribute by attribute."""
