"""The process: settings, addresses, the server it runs in and the database it starts. Nothing imports it."""
