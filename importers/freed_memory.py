"""Gives memory that is free back to the system between two parts of an import, where the system has a way."""

import ctypes


def give_back() -> None:
    """glibc keeps free pages that lie between used ones until it is asked to let them go."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
