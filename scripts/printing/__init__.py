"""Typesets articles as whole newspaper pages with their positions, as readers of PDFs and of OCR give them.

Begin with `reading.printed`: a page (`PrintedPage`) and whose each of its lines is. While it is made (`press`,
`setting`, `fillers`), lengths are in tenths of a character of the body (`sheet`).
"""
