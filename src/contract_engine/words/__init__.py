"""Questions in words: matched against the vocabulary, or refused with what to ask instead.

`understand.understand` is the way in; this package imports nothing until it is asked, since the
command line reads days by `dates` alone.
"""
