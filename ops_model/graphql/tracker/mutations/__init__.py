"""All that can be written: each mutation reads its input, calls the service of its name, and shows what changed."""
