"""Files of one small page, 兴县报, as each format has it: a headline over two lines of text, and a caption."""

import json

TITLE, FIRST, SECOND, CAPTION = (
    "我市抓实小额信贷",
    "本报讯（记者刘丽霞）今年以来，",
    "我市把小额信贷作为重点。",
    "图为大棚。",
)
LINES = (TITLE, FIRST, SECOND, CAPTION)
BOXES = ((100, 100, 500, 150), (100, 200, 400, 220), (100, 230, 340, 250), (100, 600, 200, 615))
SCORES = (0.99, 0.9, 0.95, 0.61)
WIDTH, HEIGHT = 600, 800


def quad(n: int) -> list[list[float]]:
    left, top, right, bottom = BOXES[n]
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def json_of(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


ROWS = [[quad(n), text, SCORES[n]] for n, text in enumerate(LINES)]
RAPID = json_of(ROWS)
RAPID_3 = json_of([{"box": q, "txt": text, "score": score} for q, text, score in ROWS])
PADDLE_2 = json_of([[[q, [text, score]] for q, text, score in ROWS]])
PADDLE_3 = json_of(
    {"rec_texts": LINES, "rec_polys": [quad(n) for n in range(4)], "rec_scores": SCORES, "model_settings": {}}
)
LISTED = json_of(
    {
        "width": WIDTH,
        "height": HEIGHT,
        "engine": "rapidocr",
        "lines": [{"id": n, "quad": q, "text": text, "score": score} for n, (q, text, score) in enumerate(ROWS)],
    }
)
RESULTS = json_of({"ocr_results": [{"text": t, "bbox": BOXES[n], "confidence": s} for n, (_, t, s) in enumerate(ROWS)]})
BAIDU = json_of(
    {
        "words_result": [
            {"words": t, "location": {"left": b[0], "top": b[1], "width": b[2] - b[0], "height": b[3] - b[1]}}
            for t, b in zip(LINES, BOXES, strict=True)
        ]
    }
)


def _alto_line(n: int) -> str:
    left, top, right, bottom = BOXES[n]
    where = f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'
    return f'<TextLine {where}><String CONTENT="{LINES[n]}" {where} WC="{SCORES[n]}"/></TextLine>'


def alto(version: int = 4) -> bytes:
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#">
<Description><MeasurementUnit>pixel</MeasurementUnit></Description>
<Tags><LayoutTag ID="t1" LABEL="Caption"/></Tags>
<Layout><Page ID="p" WIDTH="{WIDTH}" HEIGHT="{HEIGHT}"><PrintSpace HPOS="0" VPOS="0" WIDTH="600" HEIGHT="800">
<TextBlock ID="b0">{_alto_line(0)}</TextBlock>
<TextBlock ID="b1">{_alto_line(1)}{_alto_line(2)}</TextBlock>
<Illustration ID="i" HPOS="100" VPOS="300" WIDTH="200" HEIGHT="280"/>
<GraphicalElement ID="g" HPOS="50" VPOS="280" WIDTH="500" HEIGHT="2"/>
<TextBlock ID="b2" TAGREFS="t1">{_alto_line(3)}</TextBlock>
</PrintSpace></Page></Layout></alto>"""
    return text.encode()


def _points(n: int) -> str:
    return " ".join(f"{x},{y}" for x, y in quad(n))


def _page_line(n: int) -> str:
    said = f'<TextEquiv conf="{SCORES[n]}"><Unicode>{LINES[n]}</Unicode></TextEquiv>'
    return f'<TextLine id="l{n}"><Coords points="{_points(n)}"/>{said}</TextLine>'


PAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Metadata><Creator>eScriptorium</Creator></Metadata>
<Page imageFilename="1.jpg" imageWidth="{WIDTH}" imageHeight="{HEIGHT}">
<TextRegion id="b0" type="heading"><Coords points="{_points(0)}"/>{_page_line(0)}</TextRegion>
<TextRegion id="b1" type="paragraph"><Coords points="{_points(1)}"/>{_page_line(1)}{_page_line(2)}</TextRegion>
<SeparatorRegion id="s"><Coords points="50,280 550,280 550,282 50,282"/></SeparatorRegion>
<ImageRegion id="i"><Coords points="100,300 300,300 300,580 100,580"/></ImageRegion>
<TextRegion id="b2" type="caption"><Coords points="{_points(3)}"/>{_page_line(3)}</TextRegion>
</Page></PcGts>""".encode()


def _abbyy_line(n: int) -> str:
    left, top, right, bottom = BOXES[n]
    chars = "".join(f'<charParams charConfidence="{SCORES[n] * 100:.0f}">{c}</charParams>' for c in LINES[n])
    where = f'baseline="{bottom}" l="{left}" t="{top}" r="{right}" b="{bottom}"'
    return f'<line {where}><formatting lang="ChinesePRC" fs="12.">{chars}</formatting></line>'


ABBYY = f"""<?xml version="1.0" encoding="UTF-8"?>
<document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml" producer="FineReader Engine 11">
<page width="{WIDTH}" height="{HEIGHT}" resolution="72">
<block blockType="Text" l="100" t="100" r="500" b="150"><text><par>{_abbyy_line(0)}</par></text></block>
<block blockType="Text"><text><par>{_abbyy_line(1)}{_abbyy_line(2)}</par></text></block>
<block blockType="Picture" l="100" t="300" r="300" b="580"/>
<block blockType="Separator" l="50" t="280" r="550" b="282"/>
<block blockType="Text"><text><par>{_abbyy_line(3)}</par></text></block>
</page></document>""".encode()


def _hocr_line(n: int) -> str:
    left, top, right, bottom = BOXES[n]
    kind = "ocr_caption" if n == 3 else "ocr_line"
    words = "\n".join(
        f"<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf {SCORES[n] * 100:.0f}'>{c}</span>"
        for c in LINES[n]
    )
    return f"<span class='{kind}' title='bbox {left} {top} {right} {bottom}; baseline 0 -2; x_size 20'>{words}</span>"


HOCR = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="zh"><head><meta name='ocr-system' content='tesseract 5.3' /></head>
<body><div class='ocr_page' id='page_1' title='image "1.jpg"; bbox 0 0 {WIDTH} {HEIGHT}; ppageno 0'>
<div class='ocr_carea' id='b0'><p class='ocr_par'>{_hocr_line(0)}</p></div>
<div class='ocr_carea' id='b1'><p class='ocr_par'>{_hocr_line(1)}{_hocr_line(2)}<br></p></div>
<div class='ocr_separator' title='bbox 50 280 550 282'></div>
<div class='ocr_photo' title='bbox 100 300 300 580'></div>
<div class='ocr_carea' id='b2'><p class='ocr_par'>{_hocr_line(3)}</p></div>
</div></body></html>""".encode()


def _table_rows() -> str:
    rows = [f"1\t1\t0\t0\t0\t0\t0\t0\t{WIDTH}\t{HEIGHT}\t-1\t"]
    for n, (text, (left, top, right, bottom)) in enumerate(zip(LINES, BOXES, strict=True)):
        block, line = (0, 0) if n == 0 else (1, n) if n < 3 else (2, 1)
        rows.append(f"4\t1\t{block}\t1\t{line}\t0\t{left}\t{top}\t{right - left}\t{bottom - top}\t-1\t")
        half = (left + right) // 2
        for at, until, word in ((left, half, text[:4]), (half, right, text[4:])):
            conf = f"{SCORES[n] * 100:.0f}"
            rows.append(f"5\t1\t{block}\t1\t{line}\t1\t{at}\t{top}\t{until - at}\t{bottom - top}\t{conf}\t{word}")
    return "\n".join(rows)


TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" + _table_rows()
).encode()

_LABELS = ("doc_title", "text", "figure_title")
_PARTS = ((TITLE, (90, 90, 510, 160)), (f"{FIRST}{SECOND}", (90, 190, 410, 260)), (CAPTION, (90, 590, 210, 620)))
STRUCTURE = json_of(
    {
        "res": {
            "width": WIDTH,
            "height": HEIGHT,
            "parsing_res_list": [
                {"block_label": label, "block_content": text, "block_bbox": box}
                for label, (text, box) in zip(_LABELS, _PARTS, strict=True)
            ]
            + [{"block_label": "image", "block_content": "", "block_bbox": [100, 300, 300, 580]}],
            "overall_ocr_res": {"rec_texts": LINES, "rec_polys": [quad(n) for n in range(4)], "rec_scores": SCORES},
        }
    }
)
MINERU = json_of(
    {
        "pdf_info": [
            {
                "page_idx": 0,
                "page_size": [WIDTH, HEIGHT],
                "preproc_blocks": [
                    {
                        "type": kind,
                        "bbox": BOXES[lines[0]],
                        "lines": [
                            {"bbox": BOXES[n], "spans": [{"content": LINES[n], "score": SCORES[n]}]} for n in lines
                        ],
                    }
                    for kind, lines in (("title", [0]), ("text", [1, 2]))
                ]
                + [
                    {
                        "type": "image",
                        "bbox": [100, 300, 300, 580],
                        "blocks": [
                            {
                                "type": "image_caption",
                                "lines": [{"bbox": BOXES[3], "spans": [{"content": CAPTION, "score": 0.61}]}],
                            }
                        ],
                    }
                ],
            }
        ],
    }
)
MARKDOWN = f"""# {TITLE}

{FIRST}
{SECOND}

![](images/1.jpg)

<div style="text-align: center;">{CAPTION}</div>
""".replace(f"\n{SECOND}", f"\n\n{SECOND}").encode()
METS = b"""<?xml version="1.0" encoding="UTF-8"?>
<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink">
<fileSec><fileGrp USE="IMAGE">
<file ID="I1" MIMETYPE="image/jp2"><FLocat LOCTYPE="URL" xlink:href="1.jp2"/></file></fileGrp>
<fileGrp USE="ALTO"><file ID="A1" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="file://./ALTO/1.xml"/></file>
<file ID="A2" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="ALTO/2.xml"/></file></fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="Newspaper">
<div TYPE="PAGE" ORDER="1"><fptr><par><area FILEID="I1"/><area FILEID="A1"/></par></fptr></div>
<div TYPE="PAGE" ORDER="2"><fptr FILEID="A2"/></div></div></structMap>
<structMap TYPE="LOGICAL"><div TYPE="Issue"><div TYPE="ARTICLE" ID="DIVL7">
<div TYPE="HEADING"><fptr><area BETYPE="IDREF" FILEID="A1" BEGIN="b0"/></fptr></div>
<div TYPE="BODY"><fptr><area BETYPE="IDREF" FILEID="A1" BEGIN="b1"/></fptr></div></div></div></structMap></mets>"""
