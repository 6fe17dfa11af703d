"""How things are measured beside one another, whatever they are."""
