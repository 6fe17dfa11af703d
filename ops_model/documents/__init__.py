"""Documents: whole organisations and the framework as plain JSON values, read strictly into frozen dataclasses."""
