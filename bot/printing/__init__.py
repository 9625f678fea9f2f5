"""Paper: PDF and pictures through typst, which shapes and breaks Thai rightly, in Sarabun.

One module a document: it makes texts of values; the sheet is templates/print/*.typ.
"""
