"""Files of pages as archives have them (PDF, pictures, what OCR engines and libraries write) -> pages with their lines.

Comes in: the bytes of a file. Goes out: a `PrintedPage` for each of its sheets, or one line that says why not. Imports:
`base`. Begin with `reading.read`; how a page is kept in `seeds/`: `line_file`.
"""
