"""Pages by which people sign in: Django's own views and forms, over accounts that row security hides from the rest."""
