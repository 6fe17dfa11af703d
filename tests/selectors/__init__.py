"""What the reading room returns, how many statements it takes, and what it never shows."""
