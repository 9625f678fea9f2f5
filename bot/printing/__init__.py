"""Paper: PDF and pictures through typst, which shapes and breaks Thai lines rightly, with the Sarabun
fonts. One module a document: it makes texts of values; the sheet is templates/print/*.typ.
"""
