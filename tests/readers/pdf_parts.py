"""PDF files made by hand: one page, its content and rotation as the test wants them."""


def pdf(content: bytes, *, rotate: int = 0, resources: bytes = b"", pages: int = 1) -> bytes:
    """A PDF of `pages` equal pages."""
    kids = b" ".join(b"%d 0 R" % (5 + i) for i in range(pages))
    box = b"/MediaBox[0 0 600 800]/Rotate %d" % rotate
    fonts = b"/Resources<</Font<</F 3 0 R>>%s>>" % resources
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *[b"<</Type/Page/Parent 2 0 R%s%s/Contents 4 0 R>>" % (box, fonts)] * pages,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + tail % (size, table, size, len(data))


def words(text: bytes, matrix: bytes = b"1 0 0 1 100 700") -> bytes:
    """Drawing operators for a line of text."""
    return b"BT /F 12 Tf " + matrix + b" Tm (" + text + b") Tj ET "
