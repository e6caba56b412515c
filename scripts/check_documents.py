"""Reads the specimens with programs that did not write them, and says what is wrong.

    check_documents.py FOLDER       the folder that the example `specimens` has written

Needs python-docx, openxml-audit, icalendar, jsonschema, html5lib, pikepdf and pypdf:
scripts/check-documents installs them.
"""

import csv
import json
import pathlib
import re
import subprocess
import sys

import docx
import html5lib
import icalendar
import jsonschema
import pikepdf
import pypdf
from docx.oxml.ns import qn

HERE = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(sys.argv[1])
checks = 0
wrong = []


def expect(holds, words):
    global checks
    checks += 1
    if not holds:
        wrong.append(words)


def check_docx(path, is_draft, blocks):
    document = docx.Document(path)
    about = document.core_properties
    expect(about.title, f"{path.name}: no title")
    expect(about.author, f"{path.name}: no author")
    expect(about.language == "en-GB", f"{path.name}: language {about.language!r}")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    # What the document has of them, the same document as Markdown says.
    plain = path.with_suffix(".md").read_text(encoding="utf-8")
    headings, titles = len(re.findall(r"^## ", plain, re.M)), len(re.findall(r"^# ", plain, re.M))
    expect(styles.count("Heading 1") == headings, f"{path.name}: {headings} headings of the first level: {styles}")
    expect(styles.count("Title") == titles, f"{path.name}: {styles.count('Title')} titles instead of {titles}")
    lists = document.part.numbering_part.element
    formats = {
        num.numId: lists.xpath(
            f"./w:abstractNum[@w:abstractNumId='{num.abstractNumId.val}']/w:lvl/w:numFmt/@w:val"
        )[0]
        for num in lists.findall(qn("w:num"))
    }
    for paragraph in document.paragraphs:
        number = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        name = paragraph.style.name
        if name in ("List Bullet", "List Number", "Numbered Paragraph"):
            expect(number is not None, f"{path.name}: {name} without a list: {paragraph.text}")
        if number is not None:
            form = formats.get(number.numId.val)
            wanted = "bullet" if name == "List Bullet" else "decimal"
            expect(form == wanted, f"{path.name}: {name} has {form}")
        expect(not re.match(r"^(\d+\.|•|- )\s", paragraph.text), f"{path.name}: typed number: {paragraph.text}")
    section = document.sections[0]
    head = " ".join(paragraph.text for paragraph in section.header.paragraphs)
    expect(("DRAFT" in head) == is_draft, f"{path.name}: header {head!r}")
    foot = section.footer._element.xml
    expect("NUMPAGES" in foot and " PAGE " in foot, f"{path.name}: no page numbers")
    headed = [
        table for table in document.tables
        if table.rows[0]._tr.trPr is not None and table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    if blocks:
        expect(len(document.tables) == 2, f"{path.name}: {len(document.tables)} tables")
        expect(len(headed) == 1, f"{path.name}: {len(headed)} tables whose heads repeat")
        expect(headed and headed[0].cell(0, 0).text == "Reference", f"{path.name}: the table's head")


def check_against_the_schemas(path):
    answer = subprocess.run(
        [pathlib.Path(sys.executable).with_name("openxml-audit"), "-o", "json", path],
        capture_output=True, text=True, check=False,
    )
    reports = json.loads(answer.stdout)
    reports = reports if isinstance(reports, list) else [reports]
    expect(answer.returncode < 2, f"{path.name}: {answer.stderr}")
    errors = [error for report in reports for error in report.get("errors", [report])]
    # It wants parts that ECMA-376 (part 1, 11.3.5 and 14.2.7) only permits.
    optional = ("relationships/fontTable'", "relationships/theme'")
    errors = [error for error in errors if not any(part in error["description"] for part in optional)]
    expect(not errors, f"{path.name}: {errors[:3]}")


def check_html(path):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(path.read_text(encoding="utf-8"))
    expect(tree.get("lang") == "en-GB", f"{path.name}: language")
    expect(len(tree.findall(".//h1")) == 1, f"{path.name}: headings of the first level")
    expect(not tree.findall(".//script"), f"{path.name}: a script")
    expect(tree.find(".//title").text, f"{path.name}: no title")
    for cell in tree.iter("th"):
        expect(cell.get("scope") in ("row", "col"), f"{path.name}: a heading of a table without scope")


def check_calendar(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    events = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    for part in events:
        expect(part.get("UID") and part.get("DTSTAMP") and part.get("SUMMARY"), f"{path.name}: {part.name}")
        expect(not part.errors, f"{path.name}: {part.errors}")
        if part.name == "VTODO":
            expect(part.get("DUE"), f"{path.name}: a task without a day")
    return len(events)


def check_csv(path):
    rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
    expect(all(len(row) == len(rows[0]) for row in rows), f"{path.name}: rows of unlike length")


def check_chapters(path):
    cues = path.read_text(encoding="utf-8").split("\n\n")
    expect(cues[0] == "WEBVTT", f"{path.name}: {cues[0]!r}")
    last = ""
    for cue in cues[2:]:
        time = re.match(r"^(\d\d+:\d\d:\d\d\.\d{3}) --> (\d\d+:\d\d:\d\d\.\d{3})\n.", cue)
        expect(time and last <= time[1] < time[2], f"{path.name}: {cue!r}")
        last = time[1] if time else last


def check_text_of_pdf(path):
    """What is copied out of the file, against the same document as plain text, word by word."""
    squeezed = lambda text: re.sub(r"[\s\u00ad]+", "", text)
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    text = squeezed("".join(pages))
    expect(len(pages) > 0 and all(f"Page{n}of{len(pages)}" in squeezed(page) for n, page in enumerate(pages, 1)),
           f"{path.name}: page numbers")
    words = path.with_suffix(".txt").read_text(encoding="utf-8").replace(":", "").split()
    words = [word for word in words if len(word) > 3 and set(word) != {"-"}]  # rules of tables are drawn
    missing = [word for word in words if squeezed(word) not in text.replace(":", "")]
    expect(not missing, f"{path.name}: not in the text that is copied: {missing[:5]}")


def check_pdf(path, is_draft):
    marked = [("DRAFT" in page.extract_text()) == is_draft for page in pypdf.PdfReader(path).pages]
    expect(all(marked), f"{path.name}: DRAFT on every page: {marked}")

    pdf = pikepdf.open(path)
    root = pdf.Root
    expect(str(root.get("/Lang")) == "en-GB", f"{path.name}: language {root.get('/Lang')}")
    expect(bool(root.MarkInfo.Marked), f"{path.name}: not tagged")
    expect(bool(root.ViewerPreferences.DisplayDocTitle), f"{path.name}: the title is not shown")
    with pdf.open_metadata() as about:
        expect(about.get("pdfuaid:part") == "1", f"{path.name}: not marked as PDF/UA-1")
        expect(about.get("dc:title"), f"{path.name}: no title")
        expect(about.get("dc:creator"), f"{path.name}: no author")
    tags = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tags.append(str(node.S)[1:])
                if node.S == "/TH":
                    attributes = node.get("/A")
                    attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
                    scoped = any(one is not None and "/Scope" in one for one in attributes)
                    expect(scoped, f"{path.name}: a heading of a table without scope")
            if "/K" in node:
                walk(node.K)

    walk(root.StructTreeRoot.K)
    headings = [tag for tag in tags if re.fullmatch(r"H\d", tag)]
    expect(headings.count("H1") == 1, f"{path.name}: {headings.count('H1')} headings of the first level")
    for tag, below in (("L", ("LI", "LBody")), ("Table", ("TR", "TH", "TD"))):
        if tag in tags:
            expect(all(one in tags for one in below), f"{path.name}: {tag} without {below}")
    expect("P" in tags, f"{path.name}: no paragraphs")
    for page in pdf.pages:
        expect(page.obj.get("/Tabs") == "/S", f"{path.name}: the order of tabs")
        for font in page.resources.get("/Font", {}).values():
            embedded = any(
                "/FontFile2" in one.FontDescriptor or "/FontFile3" in one.FontDescriptor
                for one in font.get("/DescendantFonts", [])
            )
            expect(embedded or font.Subtype == "/Type3", f"{path.name}: a font is not embedded")


schema = json.loads((HERE / "schemas" / "meeting.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
entries = 0
for path in sorted(folder.iterdir()):
    # Minutes are a draft until they are approved; nothing else is.
    is_draft = path.stem.endswith(("-minutes", "every-block"))
    if path.suffix == ".docx":
        check_against_the_schemas(path)
        check_docx(path, is_draft, path.name.startswith(("every-block", "approved")))
    elif path.suffix == ".html":
        check_html(path)
    elif path.suffix == ".ics":
        entries += check_calendar(path)
    elif path.suffix == ".csv":
        check_csv(path)
    elif path.suffix == ".vtt":
        check_chapters(path)
    elif path.suffix == ".pdf":
        check_pdf(path, is_draft)
        check_text_of_pdf(path)
    elif path.suffix == ".json":
        errors = list(validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))))
        expect(not errors, f"{path.name}: {errors[:3]}")
expect(entries > 0, "no calendar has an entry")

for words in wrong:
    print(f"documents: {words}", file=sys.stderr)
print(f"documents read by other programs: {checks} checks, {len(wrong)} wrong")
sys.exit(bool(wrong))
