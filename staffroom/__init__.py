"""«Учительская»: a home for the professional communities of a district's educators."""

__version__ = "0.1.0"
