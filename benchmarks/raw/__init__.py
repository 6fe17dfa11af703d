"""The limit: a bare WSGI application that answers with what one prepared statement returns."""
