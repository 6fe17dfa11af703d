"""Tables as files, and what can be asked of them."""
