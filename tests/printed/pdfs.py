"""Small PDFs, written by hand: Chinese type in a font that every reader knows, lines, pictures."""

from collections.abc import Sequence

TYPE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<<"
    b"/Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]"
    b"/ItalicAngle 0/Ascent 850/Descent -150/CapHeight 850/StemV 90>>>>]>>"
)
PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>"
    b"stream\n\x00\x80\x80\x00\nendstream"
)


def said(text: str) -> str:
    """A text as it stands in a content stream."""
    return f"<{text.encode('utf-16-be').hex()}>"


def at(x: float, y: float, text: str, size: float = 10.0) -> str:
    """A line of type: its left end, and its base line from below."""
    return f"BT /F {size} Tf {x} {y} Td {said(text)} Tj ET"


def stream(content: str, extra: str = "") -> bytes:
    data = content.encode("latin-1")
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra.encode(), len(data), data)


def pdf(
    pages: Sequence[str], page: str = "", objects: Sequence[bytes] = (), trailer: str = "", every: str = ""
) -> bytes:
    """A PDF with these contents of pages, 600 by 800 points. `page` is more that their records say, `every` what that
    of all says; objects of its own are named from 5 on."""
    first = 5 + len(objects)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}{every}>>".encode(),
        TYPE,
        PICTURE,
        *objects,
    ]
    for n, content in enumerate(pages):
        named = "".join(f"/X{5 + k} {5 + k} 0 R" for k in range(len(objects)))
        own = f"/Resources<</Font<</F 3 0 R>>/XObject<</P 4 0 R{named}>>>>"
        box = "" if "MediaBox" in page + every else "/MediaBox[0 0 600 800]"
        parts.append(f"<</Type/Page/Parent 2 0 R{box}{own}/Contents {first + 2 * n + 1} 0 R{page}>>".encode())
        parts.append(stream(content))
    out, places = b"%PDF-1.7\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>"
    return out + f"{end}\nstartxref\n{len(out)}\n%%EOF\n".encode()
