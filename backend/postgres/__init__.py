"""The embedded server: a PostgreSQL of the project's own, for whoever has none and wants none.

`lifetime.server_used` is the door; behind it `binaries` finds the programs, `accounts` decides as whom they run,
`cluster` keeps the folders, `server` starts and stops, `roles` makes the roles and the database.
"""
