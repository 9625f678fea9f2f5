"""Benchmarks: everything that is compared is measured in one run, on one machine, side by side."""
