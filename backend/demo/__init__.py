"""What `manage.py demo` shows: two made-up organisations on a pinned day, with people who may sign in."""
