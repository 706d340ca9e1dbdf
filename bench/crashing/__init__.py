"""The parts of the harness that kills the program; see `bench/crash.py`."""
