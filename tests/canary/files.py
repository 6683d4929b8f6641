"""Files that people of a story upload."""

import io

from PIL import ExifTags, Image


def jpeg(camera: str) -> bytes:
    """A photograph, beside which a telephone called ``camera`` wrote its name."""
    picture, out, beside = Image.new("RGB", (64, 48), "teal"), io.BytesIO(), Image.Exif()
    beside[ExifTags.Base.Make] = camera
    picture.save(out, "JPEG", exif=beside)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page that says ``text``."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, rows)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + table + end
