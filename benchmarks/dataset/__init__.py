"""The data set of the benchmark: made up by a seeded generator, brought in through COPY."""
