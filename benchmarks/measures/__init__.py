"""What is measured, part by part; each puts what it finds into the results of the run."""
