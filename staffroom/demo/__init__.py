"""The demonstration districts and the large data of `staffroom demo --scale`; nobody imports it."""
